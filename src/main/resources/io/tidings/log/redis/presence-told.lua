-- Forgets changes that the log keeps.
-- ARGV: the name that they were given by.
local of, told = string.match(next_arg(), '^(%S+) (%d+)$')
local first = redis.call('LINDEX', CHANGES, 0)
if of ~= name or not first then return 0 end
local kept = tonumber(told) - tonumber(string.match(first, '^%d+')) + 1
if kept > 0 then redis.call('LTRIM', CHANGES, text(kept), -1) end
return 0
