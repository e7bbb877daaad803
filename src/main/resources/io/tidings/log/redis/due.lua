-- What retention may have to look at, and what else is to be known before it begins.
-- ARGV: most bytes of the log, most topics, most events, name of the caller, its rules.
-- Returns names of topics; if the log is too large its oldest events, for each its id, then its topics, a line each; 1 if
--   an append has left something to mend; and the rules of other callers that are not the same.
local most_bytes, most_topics, most_events = tonumber(ARGV[at + 1]), ARGV[at + 2], tonumber(ARGV[at + 3])
local caller, rules = ARGV[at + 4], ARGV[at + 5]
local due = redis.call('ZRANGEBYSCORE', DUE, '-inf', string.format('%.0f', now), 'LIMIT', 0, most_topics)

local oldest, left, from = {}, bytes, '-'
while left > most_bytes and #oldest < 2 * most_events do
    local chunk = redis.call('XRANGE', EVENTS, from, newest, 'COUNT', 20)
    for i = 1, #chunk do
        if left <= most_bytes then break end
        local entry = fields(chunk[i])
        left = left - weight(entry)
        oldest[#oldest + 1] = chunk[i][1]
        oldest[#oldest + 1] = entry.t
        from = '(' .. chunk[i][1]
    end
    if #chunk < 20 then break end
end

-- The rules of other hubs that were heard from since this caller began; its own predecessor is not among them. Retention
-- goes on even if Redis is too full to write them down.
local CALLER_LIVES = 10000
local others = {}
local function parse_rules(text)
    local heard, since, of = string.match(text, '^(%d+) (%d+)\n(.*)$')
    return tonumber(heard), tonumber(since), of
end
pcall(function()
    local own, since = redis.call('HGET', RETENTION, caller), now
    if own then since = select(2, parse_rules(own)) end
    local known = redis.call('HGETALL', RETENTION)
    for i = 1, #known, 2 do
        local heard, _, of = parse_rules(known[i + 1])
        if math.abs(now - heard) > CALLER_LIVES then
            redis.call('HDEL', RETENTION, known[i])
        elseif known[i] ~= caller and heard > since and of ~= rules then
            others[#others + 1] = of
        end
    end
    redis.call('HSET', RETENTION, caller, string.format('%.0f %.0f\n%s', now, since, rules))
end)
return { due, oldest, unfinished and 1 or 0, others }
