-- Takes the newest counts of a replica.
-- ARGV: number of this report, which is greater than those before, number of the last one that was acknowledged, number
--   of counts, for each the key and how many streams are open.
-- Returns 1, or 0 if something is not there that was acknowledged. A report that comes late, after a newer one, is passed
-- over.
local report, acknowledged = next_number(), next_number()
if not is_known(acknowledged) then return 0 end
if report <= tonumber(redis.call('HGET', REPORTED, LAST_REPORT) or '0') then return 1 end
redis.call('HSET', REPORTED, LAST_REPORT, text(report))
for _ = 1, next_number() do set(next_arg(), next_number(), time) end
renew()
return 1
