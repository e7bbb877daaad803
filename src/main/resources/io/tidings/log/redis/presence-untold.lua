-- The oldest changes: the same ones for all that ask, until they are forgotten.
-- ARGV: how many at most.
-- Returns the name that the log knows them by, and a line for each: its number, 'joined' or 'left', and the key.
local most = next_number()
local first = redis.call('LINDEX', CHANGES, 0)
if not first then return {} end
local number = tonumber(string.match(first, '^%d+'))
if not telling or telling < number then
    telling = number + math.min(most, redis.call('LLEN', CHANGES)) - 1
    redis.call('HSET', STATE, 'telling', text(telling))
end
return { name .. ' ' .. text(telling), unpack(redis.call('LRANGE', CHANGES, 0, telling - number)) }
