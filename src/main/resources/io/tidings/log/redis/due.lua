-- What retention may have to look at.
-- ARGV: most bytes of the log, most topics, most events.
-- Returns names of topics, and if the log is too large its oldest events: for each its id, then its topics, a line each.
local at = MORE_ARGS
local most_bytes, most_topics, most_events = tonumber(ARGV[at + 1]), ARGV[at + 2], ARGV[at + 3]
local due = redis.call('ZRANGEBYSCORE', DUE, '-inf', string.format('%.0f', now), 'LIMIT', 0, most_topics)
local oldest = {}
if bytes > most_bytes then
    local left = bytes
    local events = redis.call('XRANGE', EVENTS, '-', '+', 'COUNT', most_events)
    for i = 1, #events do
        if left <= most_bytes then break end
        local entry = fields(events[i])
        left = left - weight(entry)
        oldest[#oldest + 1] = events[i][1]
        oldest[#oldest + 1] = entry.t
    end
end
return { due, oldest }
