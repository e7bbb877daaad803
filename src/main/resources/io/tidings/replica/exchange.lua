-- Renews the lease of a replica or ends it, hands its messages to the inboxes of others, and says which replicas live.
-- KEYS: the leases, then the inbox of each message.
-- ARGV: the replica, its lease in ms or 0, then of each message the receiver, the kind, the id, and the body.
local LEASES = KEYS[1]
local FORGET_AFTER, INBOX_LIVES, INBOX_LENGTH = 60000, 10000, 10000
local replica, lease = ARGV[1], tonumber(ARGV[2])

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local function at(millis)
    return string.format('%.0f', millis)
end

if lease > 0 then
    redis.call('ZADD', LEASES, at(now + lease), replica)
else
    redis.call('ZREM', LEASES, replica)
end
local dead = redis.call('ZRANGEBYSCORE', LEASES, '-inf', at(now - FORGET_AFTER), 'LIMIT', 0, 100)
if #dead > 0 then redis.call('ZREM', LEASES, unpack(dead)) end
redis.call('PEXPIRE', LEASES, 2 * FORGET_AFTER)

-- An answer goes to whoever has asked, even if that is not a replica yet.
local function is_sent(receiver, kind)
    return kind ~= 'CALL' or (tonumber(redis.call('ZSCORE', LEASES, receiver) or 0) > now)
end

local sent = {}
for i = 2, #KEYS do
    local receiver, kind, id, body = unpack(ARGV, 4 * i - 5, 4 * i - 2)
    local is_known = is_sent(receiver, kind)
    if is_known then
        redis.call('XADD', KEYS[i], 'MAXLEN', '~', INBOX_LENGTH, '*', 'k', kind, 'i', id, 'f', replica, 'b', body)
        redis.call('PEXPIRE', KEYS[i], INBOX_LIVES)
    end
    sent[i - 1] = is_known and 1 or 0
end

return { redis.call('ZRANGEBYSCORE', LEASES, '(' .. at(now), '+inf'), sent }
