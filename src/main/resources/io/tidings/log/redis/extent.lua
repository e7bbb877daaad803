-- How much the log keeps.
-- Returns the number of its events, what they take in bytes, and the id of the oldest, or '' if there is none.
local oldest = redis.call('XRANGE', EVENTS, '-', newest, 'COUNT', 1)[1]
return { redis.call('XLEN', EVENTS), string.format('%.0f', bytes), oldest and oldest[1] or '' }
