-- The newest event of each topic that is asked for, between two ids.

-- The topics of one step. So many, or more, whose newest events are all of one millisecond are a crowd.
local CROWD = 200

local LAST_SEQUENCE = 9223372036854775807
local function end_of(millis)
    return string.format('%.0f-9223372036854775807', millis)
end

local function newest_of(name)
    spend(LOOKUP)
    return redis.call('HGET', NEWEST, name)
end

-- The newest public event of a topic whose newest event is private, and the line that says so: the topic, and the topics
-- of that newest event, since whoever may read that one is not to get this one. They are apart by tabs.
local function newest_public_of(name)
    spend(LOOKUP)
    local private, newest_public = private_of(name)
    local id = private > 0 and newest_public and newest_of(name)
    if not id or id == newest_public then return nil end
    spend(ENTRY)
    local entry = redis.call('XRANGE', EVENTS, id, id)[1]
    if not entry then return nil end
    return newest_public, public_place(name) .. '\t' .. string.gsub(fields(entry).t, '\n', '\t')
end

-- Where the log holds no private event, nobody looks for them.
local function public_of(name)
    if redis.call('HLEN', PRIVATE) == 0 then return nil end
    return newest_public_of(name)
end

-- Adds those of names of topics. Returns whether there was room, and up to where it has looked.
local function add_newest(found, from, until_id)
    local ids, topics_by_id = {}, {}
    local function note(id, line)
        if not id then return end
        ids[#ids + 1] = id
        local others = topics_by_id[id]
        topics_by_id[id] = others and others .. '\n' .. line or line
    end
    for i = 1, #found do
        if string.sub(found[i], 1, 1) == '\t' then
            note(newest_public_of(string.sub(found[i], 2)))
        else
            note(newest_of(found[i]), found[i])
        end
    end
    return add_in_order(ids, topics_by_id, from, until_id)
end

-- The order of a crowd is that of its events alone, of which each is looked at once.
local function add_crowd(millis, from, until_id)
    local end_of_crowd = end_of(millis)
    local to = is_after(until_id, end_of_crowd) and end_of_crowd or until_id
    local all, looked = scan(latest_of(from, end_of(millis - 1)), to, function(id, joined)
        local topics = {}
        for name in string.gmatch(joined, '[^\n]+') do
            if is_wanted(name) then
                if newest_of(name) == id then topics[#topics + 1] = name end
                local public, line = public_of(name)
                if public == id then topics[#topics + 1] = line end
            end
        end
        return topics[1] and table.concat(topics, '\n')
    end)
    return all, all and end_of_crowd or looked
end

-- Adds those of topics that begin with a prefix, a step at a time: topics are in the order of the milliseconds of their newest events.
-- Returns whether that was all, and up to where it has looked.
local function add_newest_by_prefix(from, until_id)
    local last = string.format('%.0f', (parse(until_id)))
    while true do
        local millis, sequence = parse(from)
        local first = (sequence >= LAST_SEQUENCE and '(' or '') .. string.format('%.0f', millis)
        local found = redis.call('ZRANGEBYSCORE', LATEST, first, last, 'WITHSCORES', 'LIMIT', 0, CROWD)
        spend(#found / 2)
        local is_last_step = #found < 2 * CROWD
        local had_room
        if not is_last_step and found[2] == found[#found] then
            had_room, from = add_crowd(tonumber(found[2]), from, until_id)
        else
            local wanted, looked = {}, until_id
            for i = 1, #found, 2 do
                -- There may be more topics of the last millisecond.
                if is_last_step or found[i + 1] ~= found[#found] then
                    local name = string.gsub(found[i], '^\t', '')
                    if is_wanted(name) then wanted[#wanted + 1] = found[i] end
                    if not is_last_step then looked = end_of(tonumber(found[i + 1])) end
                end
            end
            had_room, from = add_newest(wanted, from, until_id)
            if had_room then from = looked end
        end
        if had_room and is_last_step then return true, from end
        if not had_room or is_full() or work > MAX_WORK then return false, from end
    end
end
