-- Revokes a subject, and forgets revocations that no longer hold.
-- KEYS: the revocations.
-- ARGV: for how many ms one holds, the subject, the time in ms before which its tokens were issued, and how many
-- subjects may be revoked.
-- Returns 1, or 0 if there are too many.
local REVOCATIONS = KEYS[MORE_KEYS + 1]
local kept, subject, before, most = next_number(), next_arg(), next_number(), next_number()
sure_of('ZADD', 'ZREM', 'PEXPIRE')

local over = redis.call('ZRANGEBYSCORE', REVOCATIONS, '-inf', string.format('%.0f', now - kept), 'LIMIT', 0, 1000)
if #over > 0 then redis.call('ZREM', REVOCATIONS, unpack(over)) end

local known = redis.call('ZSCORE', REVOCATIONS, subject)
if not known and redis.call('ZCARD', REVOCATIONS) >= most then return 0 end
redis.call('ZADD', REVOCATIONS, string.format('%.0f', math.max(before, known or 0)), subject)
redis.call('PEXPIRE', REVOCATIONS, string.format('%.0f', 2 * kept))
return 1
