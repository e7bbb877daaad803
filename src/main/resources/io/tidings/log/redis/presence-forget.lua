-- Takes the streams of a replica for gone whose lease is over, since it was last heard of.
-- ARGV: how many keys at most.
-- Returns 1 if there is more, or 0.
local most = next_number()
local ends = tonumber(redis.call('ZSCORE', REPLICAS, replica) or math.huge)
if ends > time then return 0 end
-- From now on it is not known, even if only a part of its streams is forgotten yet.
redis.call('HSET', REPORTED, LAST_REPORT, 'over')
local cursor, forgotten = '0', 0
repeat
    local found = redis.call('HSCAN', REPORTED, cursor, 'COUNT', most)
    cursor = found[1]
    for i = 1, #found[2], 2 do
        local key = found[2][i]
        if key ~= LAST_REPORT then
            set(key, 0, ends - lease)
            forgotten = forgotten + 1
        end
    end
until forgotten >= most or cursor == '0'
if redis.call('HLEN', REPORTED) > 1 then return 1 end
redis.call('DEL', REPORTED)
redis.call('ZREM', REPLICAS, replica)
return 0
