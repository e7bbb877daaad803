-- What every script begins with: the keys, the clock, and a log that is there and has not gone back.
-- KEYS: as in Keys.java, then those of the script.
-- ARGV: now in ms or '' for the server's clock, the greatest id that the caller has seen, a fresh token.
local EVENTS, LOG, TOPICS, NEWEST, LATEST, DROPPED, DROPS, EMPTY, DUE = unpack(KEYS, 1, 9)
local IDEMPOTENCY, IDEMPOTENCY_ORDER, TAILS, RETENTION, PRIVATE = unpack(KEYS, 10, 14)
local MORE_KEYS, MORE_ARGS = 14, 3

local at = MORE_ARGS
local function next_arg()
    at = at + 1
    return ARGV[at]
end
local function next_number()
    return tonumber(next_arg())
end

local function parse(id)
    local millis, sequence = string.match(id, '^(%d+)-(%d+)$')
    return tonumber(millis), tonumber(sequence)
end

local function format(millis, sequence)
    return string.format('%.0f-%.0f', millis, sequence)
end

local function is_after(one, other)
    local m1, s1 = parse(one)
    local m2, s2 = parse(other)
    if m1 ~= m2 then return m1 > m2 end
    return s1 > s2
end

local function latest_of(one, other)
    return is_after(one, other) and one or other
end

local function following(id)
    local millis, sequence = parse(id)
    return format(millis, sequence + 1)
end

local function fields(entry)
    local found = {}
    for i = 1, #entry[2], 2 do found[entry[2][i]] = entry[2][i + 1] end
    return found
end

-- What is known of a topic that keeps private events: how many, and the newest public one, if there is one.
local function private_of(name)
    local events, newest_public = string.match(redis.call('HGET', PRIVATE, name) or '', '^(%d+) (%S+)$')
    return tonumber(events) or 0, newest_public ~= '-' and newest_public or nil
end

-- Of a topic whose newest event is private, the newest public one has a place of its own among the latest.
local function public_place(name)
    return '\t' .. name
end

local function set_private(name, events, newest_id, newest_public)
    if events <= 0 then
        redis.call('HDEL', PRIVATE, name)
    else
        redis.call('HSET', PRIVATE, name, string.format('%.0f %s', events, newest_public or '-'))
    end
    if events <= 0 or not newest_public or newest_public == newest_id then
        redis.call('ZREM', LATEST, public_place(name))
    else
        redis.call('ZADD', LATEST, string.format('%.0f', (parse(newest_public))), public_place(name))
    end
end

local function weight(entry)
    return #entry.d + #entry.t + #(entry.s or '') + 64
end

-- What an event takes of a page, as Event.java counts it.
local function size_in_page(entry)
    return #entry.d + #entry.t + #(entry.y or '') + 64
end

local now = tonumber(ARGV[1])
if not now then
    local time = redis.call('TIME')
    now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
local seen = ARGV[2]

local state = redis.call('HMGET', LOG, 'token', 'newest', 'horizon', 'count', 'bytes', 'changes', 'dropped', 'indexed',
    'unfinished')
local token, newest, horizon = state[1], state[2], state[3]
local count, bytes, changes = tonumber(state[4]) or 0, tonumber(state[5]) or 0, tonumber(state[6]) or 0
local dropped_on_request = tonumber(state[7]) or 0
local indexed, unfinished = state[8], state[9]

-- Redis does not take back what a script has written when a later command fails. So a script tries before its first
-- write what may fail after it: commands that the user may not run, and keys that hold something else. (Too little
-- memory, or being a replica, makes the first write fail.)
local function sure_of(...)
    for i = 1, select('#', ...) do
        local command = select(i, ...)
        if not redis.acl_check_cmd(command, LOG) then error({ err = 'NOPERM the user may not run ' .. command }) end
    end
end

-- The size of what a key holds, by a command that fails if that is of another type.
local function size_of(command, key)
    local size = redis.pcall(command, key)
    if type(size) == 'number' then return size end
    error({ err = string.match(size.err, '^WRONGTYPE') and 'WRONGTYPE ' .. key .. ' holds something else' or size.err })
end

-- The append that is not finished: the writer that works on it, its group and part, the time in ms at which the writer
-- was last heard from, the first id of its batch, and the number and bytes of the events that are there.
local function parse_unfinished()
    local owner, group, part, heard, first, events, size =
        string.match(unfinished, '^(%S+) (%d+) (%d+) (%d+) (%S+) (%d+) (%d+)$')
    return {
        owner = owner, group = tonumber(group), part = tonumber(part), is_alive = math.abs(now - tonumber(heard)) < 1000,
        first = first, events = tonumber(events), bytes = tonumber(size)
    }
end

local function format_unfinished(owner, group, part, heard, first, events, size)
    return string.format('%s %.0f %.0f %.0f %s %.0f %.0f', owner, group, part, heard, first, events, size)
end

-- Entries after the newest event are of an append that did not end. They count for nothing, but their ids are given.
local function remove_unfinished(most)
    local removed, chunk = 0, nil
    repeat
        chunk = redis.call('XRANGE', EVENTS, '(' .. newest, '+', 'COUNT', 20)
        local ids = {}
        for i = 1, #chunk do ids[i] = chunk[i][1] end
        if #ids > 0 then
            redis.call('XDEL', EVENTS, unpack(ids))
            newest = ids[#ids]
            removed = removed + #ids
        end
    until #chunk < 20 or removed >= most
    if removed > 0 then redis.call('HSET', LOG, 'newest', newest) end
    return removed >= most
end

-- A log of which nobody knows what came before: it vouches for nothing up to an id that is beyond all that were seen,
-- and the numbers of its events follow no others.
local function begin_anew(beyond)
    if token then remove_unfinished(math.huge) end
    if unfinished then
        unfinished = format_unfinished('-', 0, 0, 0, '-', 0, 0)
        redis.call('HSET', LOG, 'unfinished', unfinished)
    end
    token = ARGV[3]
    newest = is_after(beyond, newest or '0-0') and beyond or following(newest)
    horizon = newest
    count = count + 1000000000
    redis.call('HSET', LOG, 'token', token, 'newest', newest, 'horizon', horizon, 'count', string.format('%.0f', count))
end

if not token then
    local beyond = format(now, 0)
    local last = redis.call('XREVRANGE', EVENTS, '+', '-', 'COUNT', 1)[1]
    if last then beyond = latest_of(beyond, following(last[1])) end
    if not is_after(beyond, seen) then beyond = following(seen) end
    begin_anew(beyond)
elseif is_after(seen, newest) then
    begin_anew(following(seen))
end
