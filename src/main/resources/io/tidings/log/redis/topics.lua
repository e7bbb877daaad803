-- Topics by name, with what is kept of each.
-- KEYS: the events of each topic.
-- ARGV: their names.
-- Returns for each the newest id or '', and the number of events.
local found = {}
for i = 1, #ARGV - MORE_ARGS do
    found[#found + 1] = redis.call('HGET', NEWEST, ARGV[MORE_ARGS + i]) or ''
    found[#found + 1] = redis.call('XLEN', KEYS[MORE_KEYS + i])
end
return found
