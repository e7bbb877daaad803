-- What follows the caller's position, and whether that is still a place in this log.
-- ARGV: name of the caller, position, number of the event there, the server's lineage as the caller knows it, most
--   events, most bytes, 1 to write down the position.
-- Returns token, newest id, number of its event, the server's lineage, number of topics dropped on request, events,
--   and why the position could not be written down, or ''.
local caller, position, number = ARGV[at + 1], ARGV[at + 2], tonumber(ARGV[at + 3])
local known_lineage, most_events, most_bytes = ARGV[at + 4], tonumber(ARGV[at + 5]), tonumber(ARGV[at + 6])

-- A server that was restarted, or has taken over from another, may have lost what the caller has seen.
local lineage = string.match(redis.call('INFO', 'replication'), 'master_replid:(%w+)') or ''
if known_lineage ~= '' and known_lineage ~= lineage then
    local function is_same_log()
        if position == newest then return number == count end
        local entry = redis.call('XRANGE', EVENTS, position, position)[1]
        if entry then return tonumber(fields(entry).n) == number end
        local next_entry = redis.call('XRANGE', EVENTS, '(' .. position, newest, 'COUNT', 1)[1]
        if not next_entry then return number == count end
        return tonumber(fields(next_entry).n) == number + 1
    end
    if not is_same_log() then begin_anew(following(latest_of(newest, position))) end
end

local refusal = ''
if ARGV[at + 7] == '1' then
    local written = redis.pcall('HSET', TAILS, caller, string.format('%.0f ', now) .. position)
    if type(written) == 'table' then refusal = written.err end
end

local page, page_bytes, from = {}, 0, position
local function is_full()
    return #page >= most_events or page_bytes > most_bytes
end
while not is_full() do
    local chunk = redis.call('XRANGE', EVENTS, '(' .. from, newest, 'COUNT', 20)
    for i = 1, #chunk do
        from = chunk[i][1]
        page[#page + 1] = chunk[i]
        page_bytes = page_bytes + size_in_page(fields(chunk[i]))
        if is_full() then break end
    end
    if #chunk < 20 then break end
end
return { token, newest, string.format('%.0f', count), lineage, dropped_on_request, page, refusal }
