-- Lets leave the subjects whose last stream has been gone for the grace.
-- ARGV: the grace in ms, how many subjects at most.
-- Returns 1 if there may be more, or 0, and the replicas whose lease is over.
local grace, most = next_number(), next_number()
local due = redis.call('ZRANGEBYSCORE', GONE, '-inf', text(time - grace), 'LIMIT', 0, most)
for i = 1, #due do
    redis.call('ZREM', GONE, due[i])
    redis.call('ZREM', SUBJECTS, due[i])
    redis.call('HDEL', SINCE, due[i])
    change('left', due[i])
end
local ended = redis.call('ZRANGEBYSCORE', REPLICAS, '-inf', text(time), 'LIMIT', 0, 10)
return { #due == most and 1 or 0, unpack(ended) }
