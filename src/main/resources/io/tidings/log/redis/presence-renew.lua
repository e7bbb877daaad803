-- Says that a replica lives.
-- ARGV: number of its last report that was acknowledged.
-- Returns 1, or 0 if something is not there that was acknowledged.
local acknowledged = next_number()
if not is_known(acknowledged) then return 0 end
if acknowledged > 0 then renew() end
return 1
