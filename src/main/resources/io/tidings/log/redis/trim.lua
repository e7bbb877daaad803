-- Drops the oldest events of topics, up to a maximum, and forgets topics that are empty.
-- KEYS: the events of each topic.
-- ARGV: most events to drop; 1 to wait for those that follow the log, or 0 to drop on request; ms for which idempotency
--   keys are remembered; number of topics, for each its name, most events that it keeps, their greatest age in ms, an id
--   up to which they go in any case.
-- Returns how many it dropped, and the number of topics dropped on request.

local TAIL_LIVES = 10000
local STEP = next_number()
local left = STEP
local waits_for_tails = next_number() == 1
local window = next_number()

sure_of('DEL', 'HDEL', 'HGET', 'HSET', 'XDEL', 'XLEN', 'XRANGE', 'XTRIM', 'ZADD', 'ZRANGE', 'ZRANGEBYSCORE',
    'ZREM', 'ZSCORE')
size_of('XLEN', EVENTS)
for _, key in ipairs({ NEWEST, DROPPED, IDEMPOTENCY, PRIVATE }) do size_of('HLEN', key) end
for _, key in ipairs({ TOPICS, LATEST, DROPS, EMPTY, DUE, IDEMPOTENCY_ORDER }) do size_of('ZCARD', key) end
for i = MORE_KEYS + 1, #KEYS do size_of('XLEN', KEYS[i]) end

-- A replica reads an event before it is dropped. Replicas that have not been heard from for a while are not waited for.
local bound = newest
if waits_for_tails then
    local tails = redis.call('HGETALL', TAILS)
    for i = 1, #tails, 2 do
        local heard, position = string.match(tails[i + 1], '^(%d+) (%S+)$')
        if tonumber(heard) + TAIL_LIVES < now then
            redis.call('HDEL', TAILS, tails[i])
        elseif is_after(bound, position) then
            bound = position
        end
    end
end

local function release(topic, id)
    local found = redis.call('XRANGE', EVENTS, id, id)[1]
    if not found then return end
    local entry = fields(found)
    for name in string.gmatch(entry.t, '[^\n]+') do
        if name ~= topic then
            local lost = redis.call('HGET', DROPPED, name)
            if not lost or is_after(id, lost) then return end
        end
    end
    redis.call('XDEL', EVENTS, id)
    bytes = bytes - weight(entry)
end

local function drop(name, key, up_to, most)
    if most <= 0 then return end
    local gone = redis.call('XRANGE', key, '-', up_to, 'COUNT', most)
    if #gone == 0 then return end
    local last = gone[#gone][1]
    redis.call('XTRIM', key, 'MINID', '=', following(last))
    changes = changes + 1
    redis.call('HSET', DROPPED, name, last)
    redis.call('ZADD', DROPS, string.format('%.0f', changes), name)
    local private, newest_public = private_of(name)
    local private_gone = 0
    for i = 1, #gone do
        release(name, gone[i][1])
        if gone[i][2][1] == 'p' then private_gone = private_gone + 1 end
    end
    if private > 0 then
        local is_kept = newest_public and is_after(newest_public, last)
        set_private(name, private - private_gone, redis.call('HGET', NEWEST, name), is_kept and newest_public or nil)
    end
    left = left - #gone
end

for i = 1, next_number() do
    local name, max_events, max_age, up_to = next_arg(), next_number(), next_number(), next_arg()
    local key = KEYS[MORE_KEYS + i]
    up_to = latest_of(up_to, format(math.max(0, now - max_age - 1), 9223372036854775807))
    drop(name, key, bound, math.min(left, redis.call('XLEN', key) - max_events))
    drop(name, key, is_after(up_to, bound) and bound or up_to, left)
    local oldest = redis.call('XRANGE', key, '-', '+', 'COUNT', 1)[1]
    if not oldest then
        redis.call('DEL', key)
        redis.call('ZREM', DUE, name)
        redis.call('ZREM', TOPICS, name)
        redis.call('ZREM', LATEST, name)
        redis.call('HDEL', NEWEST, name)
        if private_of(name) > 0 then set_private(name, 0) end
        local lost = redis.call('HGET', DROPPED, name)
        if lost then redis.call('ZADD', EMPTY, string.format('%.0f', (parse(lost))), name) end
    elseif redis.call('XLEN', key) > max_events or not is_after(oldest[1], up_to) then
        redis.call('ZADD', DUE, left > 0 and string.format('%.0f', now + 1000) or 0, name)
    else
        redis.call('ZADD', DUE, string.format('%.0f', parse(oldest[1]) + max_age), name)
    end
end

-- A topic of which nothing is left is forgotten once the log as a whole begins after what it dropped.
local oldest = redis.call('XRANGE', EVENTS, '-', newest, 'COUNT', 1)[1]
local log_begins = oldest and oldest[1] or following(newest)
local empty = redis.call('ZRANGEBYSCORE', EMPTY, '-inf', string.format('%.0f', (parse(log_begins))), 'LIMIT', 0, 200)
for i = 1, #empty do
    local lost = redis.call('HGET', DROPPED, empty[i])
    local has_events = redis.call('ZSCORE', TOPICS, empty[i])
    if has_events or not lost then
        redis.call('ZREM', EMPTY, empty[i])
    elseif is_after(log_begins, lost) then
        horizon = latest_of(horizon, lost)
        redis.call('ZREM', EMPTY, empty[i])
        redis.call('HDEL', DROPPED, empty[i])
        redis.call('ZREM', DROPS, empty[i])
    end
end

local known = redis.call('ZRANGE', IDEMPOTENCY_ORDER, 0, 99)
for i = 1, #known do
    local kept_at = string.match(redis.call('HGET', IDEMPOTENCY, known[i]) or '', '^%S+ %d+ (%d+)')
    if kept_at and tonumber(kept_at) + window > now then break end
    redis.call('HDEL', IDEMPOTENCY, known[i])
    redis.call('ZREM', IDEMPOTENCY_ORDER, known[i])
end

if not waits_for_tails then dropped_on_request = dropped_on_request + 1 end
redis.call('HSET', LOG, 'horizon', horizon, 'bytes', string.format('%.0f', bytes),
    'changes', string.format('%.0f', changes), 'dropped', dropped_on_request)
return { STEP - left, dropped_on_request }
