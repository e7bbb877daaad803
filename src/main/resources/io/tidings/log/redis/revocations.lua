-- The revocations that hold.
-- KEYS: the revocations. ARGV: for how many ms one holds.
-- Returns of each the subject and the time in ms.
local kept = next_number()
return redis.call('ZRANGEBYSCORE', KEYS[MORE_KEYS + 1], '(' .. string.format('%.0f', now - kept), '+inf', 'WITHSCORES')
