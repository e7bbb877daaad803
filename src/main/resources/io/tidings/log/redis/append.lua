-- Keeps a group of batches, or one part of a batch that is too large for one step, or finds that it was kept before.
-- What can fail is tried first. Then come the entries, which count for nothing while they lie after the newest event,
-- and one command that makes them count. After it nothing fails the append: if the topics are not told of its events,
-- that is left for mend.lua.
-- KEYS: the caller's last group, then the events of each topic.
-- ARGV: name of the caller, number of the group, number of this part, number of parts, ms for which idempotency keys are
--   remembered, how many of them at most, topics as in index.lua; number of batches, for each the idempotency key or
--   '', the digest of what it holds, how many arguments its events have, and those: number of topics, index of each,
--   type or '', retry or '', 1 if it is private or '', the span or '', data.
-- Returns the first id and the number of events of each batch, a line each, with ' again' if it was kept before under
--   its key, or 'reused' if that stands for something else; or 'next' for the next part, 'again' for the first one, 'busy' while another caller appends a batch in parts,
--   'mend' to have mend.lua run first.

local LAST_GROUP = KEYS[MORE_KEYS + 1]
local caller, group, part, parts = next_arg(), next_number(), next_number(), next_number()
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

local before = { events = 0, bytes = 0 }
if unfinished then
    local found = parse_unfinished()
    local is_own = found.owner == caller and found.group == group and not indexed
    if is_own and found.part == part then return 'next' end
    if not is_own or found.part ~= part - 1 then
        return (found.owner == caller or not found.is_alive) and 'mend' or 'busy'
    end
    before = found
elseif part > 1 then
    return 'again'
end

local window, most_keys = next_number(), next_number()
local topics = read_topics(MORE_KEYS + 1)

local function find(key)
    local ids, kept_at, digest = string.match(redis.call('HGET', IDEMPOTENCY, key) or '', '^(%S+ %d+) (%d+) ?(%S*)$')
    if ids and tonumber(kept_at) + window > now then return { ids = ids, digest = digest } end
end

local batches = next_number()
local batches_at = at
local kept_by_key, has_keys = {}, false
for _ = 1, batches do
    local key, _, arguments = next_arg(), next_arg(), next_number()
    at = at + arguments
    if key ~= '' then
        if not has_keys then
            has_keys = true
            sure_of('HDEL', 'ZPOPMIN')
            size_of('HLEN', IDEMPOTENCY)
            size_of('ZCARD', IDEMPOTENCY_ORDER)
        end
        kept_by_key[key] = kept_by_key[key] or find(key)
    end
end
at = batches_at

sure_of_index(topics)
sure_of_private()
sure_of('SET')
if parts > 1 then sure_of('HDEL', 'XDEL', 'XRANGE', 'XREVRANGE') end
if batches == 0 then
    sure_of('XADD')
    size_of('XLEN', EVENTS)
end

-- The id of the next event, and what this append has brought so far.
local millis, sequence = parse(newest)
sequence = sequence + 1
local added, added_bytes = before.events, before.bytes
local topic_of, id_of, is_private_of = {}, {}, {}

local function keep()
    local id, names, from = format(millis, sequence), {}, #id_of + 1
    for i = 1, next_number() do
        local topic = topics[next_number()]
        names[i] = topic.name
        topic_of[#topic_of + 1] = topic
        id_of[#id_of + 1] = id
    end
    local entry = { t = table.concat(names, '\n') }
    local kind, retry, is_private, span = next_arg(), next_arg(), next_arg() ~= '', next_arg()
    entry.d = next_arg()
    for i = from, #id_of do is_private_of[i] = is_private end
    added = added + 1
    local arguments = { 'XADD', EVENTS, id, 'n', string.format('%.0f', count + added), 't', entry.t, 'd', entry.d }
    if kind ~= '' then
        arguments[#arguments + 1] = 'y'
        arguments[#arguments + 1] = kind
    end
    if retry ~= '' then
        arguments[#arguments + 1] = 'r'
        arguments[#arguments + 1] = retry
    end
    if is_private then
        arguments[#arguments + 1] = 'p'
        arguments[#arguments + 1] = ''
    end
    if span ~= '' then
        arguments[#arguments + 1] = 's'
        arguments[#arguments + 1] = span
        entry.s = span
    end
    redis.call(unpack(arguments))
    added_bytes = added_bytes + weight(entry)
    sequence = sequence + 1
end

-- Returns the first id, and how many there are.
local first
local function keep_batch(arguments)
    local ends_at, added_before = at + arguments, added
    if part > 1 then
        first, added_before = before.first, 0
        millis, sequence = parse(first)
        sequence = sequence + before.events
    else
        if now > millis then millis, sequence = now, 0 end
        first = format(millis, sequence)
    end
    while at < ends_at do keep() end
    return first .. string.format(' %.0f', added - added_before)
end

local replies, new_keys = {}, {}
for i = 1, batches do
    local key, digest, arguments = next_arg(), next_arg(), next_number()
    local kept, is_again = kept_by_key[key], true
    if kept then
        at = at + arguments
    else
        is_again = false
        kept = { ids = keep_batch(arguments), digest = digest }
        if key ~= '' then
            kept_by_key[key] = kept
            new_keys[#new_keys + 1] =
                { key = key, ids = kept.ids, digest = digest, order = string.format('%.0f', count + added) }
        end
    end
    local is_same = kept.digest == '' or kept.digest == digest
    replies[i] = is_same and (is_again and kept.ids .. ' again' or kept.ids) or 'reused'
end

local is_in_parts = parts > 1 and #id_of > 0
if is_in_parts and part < parts then
    redis.call('HSET', LOG, 'unfinished', format_unfinished(caller, group, part, now, first, added, added_bytes))
    return 'next'
end

-- From here on the events count.
local known_to_topics = newest
if #id_of > 0 then newest = format(millis, sequence - 1) end
local change = { 'HSET', LOG, 'newest', newest, 'count', string.format('%.0f', count + added),
    'bytes', string.format('%.0f', bytes + added_bytes) }
local function leave_index(owner)
    return 'indexed', known_to_topics, 'unfinished', format_unfinished(owner, group, part, now, '-', 0, 0)
end
if is_in_parts then
    change[#change + 1], change[#change + 2], change[#change + 3], change[#change + 4] = leave_index(caller)
end
redis.call(unpack(change))

local reply = table.concat(replies, '\n')
local function finish()
    redis.call('SET', LAST_GROUP, string.format('%.0f', group) .. '\n' .. reply, 'PX', 600000)
    for i = 1, #new_keys do
        local new = new_keys[i]
        redis.call('HSET', IDEMPOTENCY, new.key, new.ids .. string.format(' %.0f ', now) .. new.digest)
        redis.call('ZADD', IDEMPOTENCY_ORDER, new.order, new.key)
        if redis.call('ZCARD', IDEMPOTENCY_ORDER) > most_keys then
            redis.call('HDEL', IDEMPOTENCY, redis.call('ZPOPMIN', IDEMPOTENCY_ORDER)[1])
        end
    end
    if not is_in_parts then index(topics, topic_of, id_of, is_private_of) end
end
if not pcall(finish) then pcall(redis.call, 'HSET', LOG, leave_index(caller)) end
return reply
