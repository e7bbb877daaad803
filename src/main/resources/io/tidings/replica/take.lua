-- Takes messages out of an inbox, oldest first, and returns of each the kind, the id, the sender and the body. Those
-- that are so old that their senders have given up are dropped, as are entries that are no messages.
-- KEYS: the inbox. ARGV: the age in ms up to which messages count, the number and the bytes of messages for one step.
local INBOX = KEYS[1]
local most_age, most, most_bytes = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

local ids, taken, bytes = {}, {}, 0
for _, entry in ipairs(redis.call('XRANGE', INBOX, '-', '+', 'COUNT', most)) do
    local id, fields = entry[1], entry[2]
    ids[#ids + 1] = id
    local body = fields[8]
    if body and now - tonumber(string.match(id, '^%d+')) <= most_age then
        taken[#taken + 1] = { fields[2], fields[4], fields[6], body }
    end
    bytes = bytes + #(body or '')
    if bytes >= most_bytes then break end
end
if #ids > 0 then redis.call('XDEL', INBOX, unpack(ids)) end
return taken
