-- A page, and what is needed to know what is missing before it.
-- KEYS: the events of each topic that is asked for by name, if none is by prefix.
-- ARGV: as in page.lua and select.lua, token and number of the newest change that the caller knows, 'events' or 'latest',
--   the id before the page, the id up to which the latest count or '', 1 to leave out the private events of names.
-- Returns token, newest id, horizon, number of the newest change, names and ids of topics whose newest lost event has
-- changed, and then what makes the page: 1 if nothing follows, the id up to which it has looked, the events, the
-- topics by which each is in the page, a line each, the id up to which the latest count. A line with tabs is that of
-- latest.lua. If more has changed than it tells at once there is no page: ask again.
local known_token, known_change = next_arg(), next_number()
local what, after, until_id = next_arg(), next_arg(), next_arg()
local public_only = next_arg() == '1'

local MAX_CHANGES = 500
if known_token ~= token then known_change = 0 end
local changed = redis.call('ZRANGEBYSCORE', DROPS, '(' .. string.format('%.0f', known_change), '+inf', 'WITHSCORES',
    'LIMIT', 0, MAX_CHANGES)
local lost = {}
for i = 1, #changed, 2 do
    lost[i] = changed[i]
    lost[i + 1] = redis.call('HGET', DROPPED, changed[i])
end
if #changed == 2 * MAX_CHANGES then return { token, newest, horizon, tonumber(changed[#changed]), lost } end

-- The topics that are asked for and keep the event. An event of one topic is gone with that topic; one of several may
-- stay with another.
local function wanted_that_keep(id, joined)
    if not string.find(joined, '\n', 1, true) then return is_wanted(joined) and '' end
    local topics, all = {}, true
    for name in string.gmatch(joined, '[^\n]+') do
        local keeps = false
        if is_wanted(name) then
            spend(LOOKUP)
            local dropped = redis.call('HGET', DROPPED, name)
            keeps = not dropped or is_after(id, dropped)
        end
        if keeps then topics[#topics + 1] = name else all = false end
    end
    return all and '' or topics[1] and table.concat(topics, '\n')
end

-- Adds the oldest ids of a topic that may be returned, about as many as are wanted. Returns the last id that it has
-- looked at, if more follow.
local function add_oldest(key, most, ids)
    local from, added = after, 0
    while true do
        local found = redis.call('XRANGE', key, '(' .. from, '+', 'COUNT', most)
        for j = 1, #found do
            from = found[j][1]
            if not public_only or found[j][2][1] ~= 'p' then
                ids[#ids + 1] = from
                added = added + 1
                if added == most then return from end
            end
        end
        if #found < most then return nil end
        spend(1 + #found / 8)
        if work > MAX_WORK then return from end
    end
end

-- The oldest of each topic, as far as all of them have been looked at, and no further than the topics know of.
local function merge()
    local most = #names == 1 and most_events or math.max(8, math.ceil(2 * most_events / #names))
    local ids, bound = {}, nil
    for i = 1, #names do
        local last = add_oldest(KEYS[MORE_KEYS + i], most, ids)
        if last and (not bound or is_after(bound, last)) then bound = last end
    end
    local all, looked = add_in_order(ids, {}, after, bound or newest)
    if bound then return false, all and bound or looked end
    return all and not indexed, all and (indexed or newest) or looked
end

local ended, looked = true, newest
if until_id == '' then until_id = indexed or newest end
if what == 'latest' then
    if #lengths == 0 then
        local places = {}
        local has_private = redis.call('HLEN', PRIVATE) > 0
        for i = 1, #names do
            places[#places + 1] = names[i]
            if has_private then places[#places + 1] = public_place(names[i]) end
        end
        ended, looked = add_newest(places, after, until_id)
    else
        ended, looked = add_newest_by_prefix(after, until_id)
    end
elseif not is_after(after, newest) then
    local knows = #lengths == 0 and (not indexed or is_after(indexed, after))
    if knows then ended, looked = merge() else ended, looked = scan(after, newest, wanted_that_keep) end
end
return { token, newest, horizon, changes, lost, ended and 1 or 0, looked, page, page_topics, until_id }
