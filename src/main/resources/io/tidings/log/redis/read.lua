-- A page, and what is needed to know what is missing before it.
-- KEYS: the events of each topic that is asked for by name, if none is by form.
-- ARGV: token and number of the newest change that the caller knows, 'events' or 'latest', the id before the page, the
--   id up to which the latest count or '', most events, most bytes, number of names, the names, number of forms, a Lua
--   pattern for each.
-- Returns token, newest id, horizon, number of the newest change, names and ids of topics whose newest lost event has
-- changed, 1 if nothing follows, the id up to which it has looked, and the events.
local at = MORE_ARGS
local function next_arg()
    at = at + 1
    return ARGV[at]
end
local function next_number()
    return tonumber(next_arg())
end

local known_token, known_change = next_arg(), next_number()
local what, after, until_id = next_arg(), next_arg(), next_arg()
local most_events, most_bytes = next_number(), next_number()
local names, by_name, forms = {}, {}, {}
for i = 1, next_number() do
    names[i] = next_arg()
    by_name[names[i]] = true
end
for i = 1, next_number() do forms[i] = next_arg() end

local MOST_LOOKED_AT, CHUNK = 1000, 20

local function matches(name)
    if by_name[name] then return true end
    for i = 1, #forms do
        if string.find(name, forms[i]) then return true end
    end
    return false
end

-- An event of one topic is gone with that topic; one of several may stay with another.
local function is_kept_for_caller(id, joined)
    if not string.find(joined, '\n', 1, true) then return matches(joined) end
    for name in string.gmatch(joined, '[^\n]+') do
        if matches(name) then
            local lost = redis.call('HGET', DROPPED, name)
            if not lost or is_after(id, lost) then return true end
        end
    end
    return false
end

local page, page_bytes = {}, 0
local function is_full()
    return #page >= most_events or page_bytes > most_bytes
end
local function add(entry)
    page[#page + 1] = entry
    page_bytes = page_bytes + #fields(entry).d
end

-- Returns whether nothing follows, and up to where it has looked.
local function scan()
    local looked_at, from = 0, after
    while looked_at < MOST_LOOKED_AT do
        local chunk = redis.call('XRANGE', EVENTS, '(' .. from, newest, 'COUNT', CHUNK)
        for i = 1, #chunk do
            if is_full() then return false, from end
            from = chunk[i][1]
            if is_kept_for_caller(from, fields(chunk[i]).t) then add(chunk[i]) end
        end
        if #chunk < CHUNK then return true, newest end
        looked_at = looked_at + #chunk
    end
    return false, from
end

local function add_in_order(ids)
    table.sort(ids, function(one, other) return is_after(other, one) end)
    local last = nil
    for i = 1, #ids do
        if is_full() then return false, last or after end
        if ids[i] ~= last then
            last = ids[i]
            local entry = redis.call('XRANGE', EVENTS, last, last)[1]
            if entry then add(entry) end
        end
    end
    return true, last or after
end

-- The oldest of each topic, as far as all of them have been looked at, and no further than the topics know of.
local function merge()
    local most = math.max(8, math.ceil(2 * most_events / #names))
    local ids, bound = {}, nil
    for i = 1, #names do
        local found = redis.call('XRANGE', KEYS[MORE_KEYS + i], '(' .. after, '+', 'COUNT', most)
        for j = 1, #found do ids[#ids + 1] = found[j][1] end
        if #found == most then
            local last = found[#found][1]
            if not bound or is_after(bound, last) then bound = last end
        end
    end
    if not bound then
        local all, looked = add_in_order(ids)
        return all and not indexed, all and (indexed or newest) or looked
    end
    local before = {}
    for i = 1, #ids do
        if not is_after(ids[i], bound) then before[#before + 1] = ids[i] end
    end
    local all, looked = add_in_order(before)
    return false, all and bound or looked
end

local function latest_by_name()
    local ids = {}
    for i = 1, #names do
        local id = redis.call('HGET', NEWEST, names[i])
        if id and is_after(id, after) and not is_after(id, until_id) then ids[#ids + 1] = id end
    end
    return add_in_order(ids)
end

-- The topics whose newest event is of the same millisecond come together, so that a page ends between two of them.
local function latest_by_form()
    local ids, looked_at, offset = {}, 0, 0
    local from = parse(after)
    local last = from
    while true do
        local chunk = redis.call('ZRANGEBYSCORE', LATEST, string.format('%.0f', from), '+inf', 'WITHSCORES',
            'LIMIT', offset, 200)
        for i = 1, #chunk, 2 do
            local millis = tonumber(chunk[i + 1])
            if millis > last and (looked_at >= MOST_LOOKED_AT or #ids >= most_events) then
                local all, looked = add_in_order(ids)
                if not all then return false, looked end
                local end_of_last = string.format('%.0f-9223372036854775807', last)
                return not is_after(until_id, end_of_last), end_of_last
            end
            last = millis
            looked_at = looked_at + 1
            if matches(chunk[i]) then
                local id = redis.call('HGET', NEWEST, chunk[i])
                if id and is_after(id, after) and not is_after(id, until_id) then ids[#ids + 1] = id end
            end
        end
        if #chunk < 400 then return add_in_order(ids) end
        offset = offset + 200
    end
end

local ended, looked = true, newest
if what == 'latest' then
    if until_id == '' then until_id = indexed or newest end
    if #forms == 0 then ended, looked = latest_by_name() else ended, looked = latest_by_form() end
elseif not is_after(after, newest) then
    local knows = #forms == 0 and (not indexed or is_after(indexed, after))
    if knows then ended, looked = merge() else ended, looked = scan() end
end

if known_token ~= token then known_change = 0 end
local lost = {}
local changed = redis.call('ZRANGEBYSCORE', DROPS, '(' .. string.format('%.0f', known_change), '+inf')
for i = 1, #changed do
    lost[2 * i - 1] = changed[i]
    lost[2 * i] = redis.call('HGET', DROPPED, changed[i])
end
return { token, newest, horizon, changes, lost, ended and 1 or 0, looked, page, until_id }
