-- Topics by name, with what is kept of each.
-- KEYS: the events of each topic.
-- ARGV: their names.
-- Returns for each the newest id or '', and the number of events; and the same for the public ones.
local found = {}
for i = 1, #ARGV - MORE_ARGS do
    local newest_id, events = redis.call('HGET', NEWEST, ARGV[MORE_ARGS + i]) or '', redis.call('XLEN', KEYS[MORE_KEYS + i])
    local private, newest_public = private_of(ARGV[MORE_ARGS + i])
    found[#found + 1] = newest_id
    found[#found + 1] = events
    found[#found + 1] = private > 0 and (newest_public or '') or newest_id
    found[#found + 1] = events - private
end
return found
