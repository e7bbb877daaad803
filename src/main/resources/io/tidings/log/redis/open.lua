-- What every script begins with: the keys, the clock, and a log that is there and has not gone back.
-- KEYS: as in Keys.java, then those of the script.
-- ARGV: now in ms or '' for the server's clock, the greatest id that the caller has seen, a fresh token.
local EVENTS, LOG, TOPICS, NEWEST, LATEST, DROPPED, DROPS, EMPTY, DUE, IDEMPOTENCY, IDEMPOTENCY_ORDER, TAILS =
    unpack(KEYS, 1, 12)
local MORE_KEYS, MORE_ARGS = 12, 3

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

local function weight(entry)
    return #entry.d + #entry.t + 64
end

local now = tonumber(ARGV[1])
if not now then
    local time = redis.call('TIME')
    now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
local seen = ARGV[2]

local state = redis.call('HMGET', LOG, 'token', 'newest', 'horizon', 'count', 'bytes', 'changes', 'dropped')
local token, newest, horizon = state[1], state[2], state[3]
local count, bytes, changes = tonumber(state[4]) or 0, tonumber(state[5]) or 0, tonumber(state[6]) or 0
local dropped_on_request = tonumber(state[7]) or 0

-- A log of which nobody knows what came before: it vouches for nothing up to an id that is beyond all that were seen,
-- and the numbers of its events follow no others.
local function begin_anew(beyond)
    token = ARGV[3]
    newest = beyond
    horizon = beyond
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
