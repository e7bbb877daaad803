-- The subjects that are present on a topic.
-- KEYS: as in PresenceKeys.java.
-- ARGV: the topic, the text of the subject after which to begin or '', how many at most.
-- Returns how many streams name the topic, and for each subject its key, its streams, and since when in ms.
local STREAMS, SINCE, SUBJECTS, TOTALS = KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local topic, after, most = ARGV[1], ARGV[2], tonumber(ARGV[3])
local from = (after == '' and '[' or '(') .. topic .. '\n' .. after
local found = { redis.call('HGET', TOTALS, topic) or '0' }
for _, key in ipairs(redis.call('ZRANGEBYLEX', SUBJECTS, from, '(' .. topic .. '\11', 'LIMIT', 0, most)) do
    found[#found + 1] = key
    found[#found + 1] = redis.call('HGET', STREAMS, key) or '0'
    found[#found + 1] = redis.call('HGET', SINCE, key) or '0'
end
return found
