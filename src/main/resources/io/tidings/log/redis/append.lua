-- Keeps a group of batches, or finds that it was kept before.
-- KEYS: the caller's last group, then the events of each topic.
-- ARGV: number of the group, ms for which idempotency keys are remembered, how many of them at most, number of topics,
--   for each its name, the most events, the greatest age in ms; number of batches, for each the idempotency key or '',
--   how many arguments its events have, and those: number of topics, index of each, type or '', retry or '', data.
-- Returns the first id and the number of events of each batch, a line each.
local at = MORE_ARGS
local function next_arg()
    at = at + 1
    return ARGV[at]
end
local function next_number()
    return tonumber(next_arg())
end

local LAST_GROUP = KEYS[MORE_KEYS + 1]
local group = next_number()
local last = redis.call('GET', LAST_GROUP)
if last then
    local number, reply = string.match(last, '^(%d+)\n(.*)$')
    if tonumber(number) == group then
        -- A write, so that WAIT has something to wait for.
        redis.call('PEXPIRE', LAST_GROUP, 600000)
        return reply
    end
    if tonumber(number) > group then return redis.error_reply('STALE the caller has given up this group') end
end

local window, most_keys = next_number(), next_number()
local topics = {}
for i = 1, next_number() do
    topics[i] = {
        name = next_arg(), max_events = next_number(), max_age = next_number(), key = KEYS[MORE_KEYS + 1 + i]
    }
end

local millis, sequence = parse(newest)

local function keep(id)
    local names = {}
    for _ = 1, next_number() do
        local topic = topics[next_number()]
        topic.newest = id
        topic.millis = millis
        names[#names + 1] = topic.name
        redis.call('XADD', topic.key, id, '', '')
    end
    local entry = { t = table.concat(names, '\n') }
    local kind, retry = next_arg(), next_arg()
    entry.d = next_arg()
    count = count + 1
    local arguments = { 'XADD', EVENTS, id, 'n', string.format('%.0f', count), 't', entry.t, 'd', entry.d }
    if kind ~= '' then
        arguments[#arguments + 1] = 'y'
        arguments[#arguments + 1] = kind
    end
    if retry ~= '' then
        arguments[#arguments + 1] = 'r'
        arguments[#arguments + 1] = retry
    end
    redis.call(unpack(arguments))
    bytes = bytes + weight(entry)
end

local function keep_batch(arguments)
    local ends_at = at + arguments
    local first, events = nil, 0
    if now > millis then millis, sequence = now, 0 else sequence = sequence + 1 end
    first = format(millis, sequence)
    while at < ends_at do
        if events > 0 then sequence = sequence + 1 end
        keep(format(millis, sequence))
        events = events + 1
    end
    return first .. ' ' .. events
end

local function find(key)
    local ids, kept_at = string.match(redis.call('HGET', IDEMPOTENCY, key) or '', '^(%S+ %d+) (%d+)$')
    if ids and tonumber(kept_at) + window > now then return ids end
end

local function remember(key, ids)
    redis.call('HSET', IDEMPOTENCY, key, ids .. ' ' .. string.format('%.0f', now))
    redis.call('ZADD', IDEMPOTENCY_ORDER, string.format('%.0f', count), key)
    if redis.call('ZCARD', IDEMPOTENCY_ORDER) > most_keys then
        redis.call('HDEL', IDEMPOTENCY, redis.call('ZPOPMIN', IDEMPOTENCY_ORDER)[1])
    end
end

local replies = {}
for i = 1, next_number() do
    local key, arguments = next_arg(), next_number()
    local ids = key ~= '' and find(key)
    if ids then
        at = at + arguments
    else
        ids = keep_batch(arguments)
        if key ~= '' then remember(key, ids) end
    end
    replies[i] = ids
end

newest = format(millis, sequence)
redis.call('HSET', LOG, 'newest', newest, 'count', string.format('%.0f', count), 'bytes', string.format('%.0f', bytes))
for i = 1, #topics do
    local topic = topics[i]
    if topic.newest then
        redis.call('ZADD', TOPICS, 0, topic.name)
        redis.call('HSET', NEWEST, topic.name, topic.newest)
        redis.call('ZADD', LATEST, string.format('%.0f', topic.millis), topic.name)
        if redis.call('XLEN', topic.key) > topic.max_events then
            redis.call('ZADD', DUE, 0, topic.name)
        else
            redis.call('ZADD', DUE, 'NX', string.format('%.0f', topic.millis + topic.max_age), topic.name)
        end
    end
end
local reply = table.concat(replies, '\n')
redis.call('SET', LAST_GROUP, string.format('%.0f', group) .. '\n' .. reply, 'PX', 600000)
return reply
