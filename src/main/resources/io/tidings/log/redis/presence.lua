-- What every script of presence begins with but the one that reads: the keys, the clock, and how streams are counted.
-- KEYS: as in PresenceKeys.java, the hash of a replica last.
-- ARGV: now in ms or '' for the server's clock, a fresh name for the changes, the name of the replica, its lease in ms.
local STATE, REPLICAS, STREAMS, SINCE, SUBJECTS, TOTALS, GONE, CHANGES, REPORTED = unpack(KEYS, 1, 9)
local replica, lease = ARGV[3], tonumber(ARGV[4])

-- Hubs that are gone for this long come back to nobody present.
local KEPT = 86400000

local at = 4
local function next_arg()
    at = at + 1
    return ARGV[at]
end
local function next_number()
    return tonumber(next_arg())
end

local function text(number)
    return string.format('%.0f', number)
end

-- Redis does not take back what a script has written when a later command fails, so what the user may not run is found
-- out before.
for _, command in ipairs({ 'HSET', 'HDEL', 'HINCRBY', 'HSETNX', 'RPUSH', 'ZADD', 'ZREM', 'PEXPIRE' }) do
    if not redis.acl_check_cmd(command, STATE) then error({ err = 'NOPERM the user may not run ' .. command }) end
end

local now = tonumber(ARGV[1])
if not now then
    local clock = redis.call('TIME')
    now = tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)
end

-- The time that counts: without pauses in which no replica called, as in CountedTime.java.
local state = redis.call('HMGET', STATE, 'name', 'time', 'seen', 'telling')
local name, time, telling = state[1], tonumber(state[2]) or 0, tonumber(state[4])
if not name then
    name = ARGV[2]
    redis.call('HSET', STATE, 'name', name)
end
local passed = now - (tonumber(state[3]) or now)
if passed > 0 and passed <= 3000 then time = time + passed end
redis.call('HSET', STATE, 'time', text(time), 'seen', text(now))

-- The field '' of what a replica has reported holds the number of its last report; no key is empty.
local LAST_REPORT = ''

-- Whether the store has all that the replica was told that it has.
local function is_known(acknowledged)
    local last = tonumber(redis.call('HGET', REPORTED, LAST_REPORT) or '0')
    return last and last >= acknowledged
end

local function renew()
    redis.call('ZADD', REPLICAS, text(time + lease), replica)
    for i = 1, #KEYS do redis.call('PEXPIRE', KEYS[i], KEPT) end
end

-- Changes have numbers without gaps.
local function change(kind, key)
    local number = redis.call('HINCRBY', STATE, 'number', 1)
    redis.call('RPUSH', CHANGES, text(number) .. ' ' .. kind .. ' ' .. key)
end

-- Sets how many streams of a key the replica has; a subject whose last one closes is gone since the given time.
local function set(key, open, closed_at)
    local before = tonumber(redis.call('HGET', REPORTED, key) or '0')
    if open == before then return end
    if open == 0 then
        redis.call('HDEL', REPORTED, key)
    else
        redis.call('HSET', REPORTED, key, text(open))
    end
    local topic = string.match(key, '^[^\n]*')
    if redis.call('HINCRBY', TOTALS, topic, text(open - before)) <= 0 then redis.call('HDEL', TOTALS, topic) end
    if topic == key then return end
    if redis.call('HINCRBY', STREAMS, key, text(open - before)) <= 0 then
        redis.call('HDEL', STREAMS, key)
        redis.call('ZADD', GONE, text(closed_at), key)
        return
    end
    redis.call('ZREM', GONE, key)
    if redis.call('HSETNX', SINCE, key, text(now)) == 1 then
        redis.call('ZADD', SUBJECTS, 0, key)
        change('joined', key)
    end
end
