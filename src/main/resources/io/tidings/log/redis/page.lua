-- A page of events, and what it may take of the time of all callers.
-- ARGV: most events, most bytes.

-- Work is counted in steps of a microsecond or two. A page that has taken this many ends, with whatever is in it.
local MAX_WORK = 2000
local ENTRY, LOOKUP, BYTES_A_STEP = 3, 2, 4096
local work = 0
local function spend(steps)
    work = work + steps
end

local most_events, most_bytes = next_number(), next_number()
-- The entries, and for each the topics by which it is in the page, a line each, or nothing if these are all of its own.
local page, page_topics, page_bytes = {}, {}, 0

local function is_full()
    return #page >= most_events or page_bytes > most_bytes
end

local function add(entry, topics)
    page[#page + 1] = entry
    page_topics[#page] = topics or ''
    page_bytes = page_bytes + size_in_page(fields(entry)) + #page_topics[#page]
end

-- Events come in chunks that grow while they are small, so that one chunk of large events is small too.
local MAX_IN_CHUNK, LARGE_CHUNK = 64, 65536

-- Adds each event after one id and up to another that has topics by which it is to be in the page. Returns whether it has
-- seen all of them, and up to where it has looked.
local function scan(from, to, topics_of)
    local most = 4
    while true do
        local chunk, chunk_bytes = redis.call('XRANGE', EVENTS, '(' .. from, to, 'COUNT', most), 0
        for i = 1, #chunk do
            local entry = fields(chunk[i])
            from = chunk[i][1]
            local entry_bytes = size_in_page(entry)
            chunk_bytes = chunk_bytes + entry_bytes
            spend(ENTRY + entry_bytes / BYTES_A_STEP)
            local topics = topics_of(from, entry.t)
            if topics then add(chunk[i], topics) end
            if i < #chunk and (is_full() or work > MAX_WORK) then return false, from end
        end
        if #chunk < most then return true, to end
        if is_full() or work > MAX_WORK then return false, from end
        most = chunk_bytes > LARGE_CHUNK and math.max(1, math.floor(most / 4)) or math.min(MAX_IN_CHUNK, 2 * most)
    end
end

-- Adds the events of these ids that are still there, as far as they lie after one id and up to another, with the topics
-- that are given for some ids. Returns whether there was room, and up to where it has looked.
local function add_in_order(ids, topics_by_id, from, to)
    local places = {}
    local function is_before(one, other)
        if one.millis ~= other.millis then return one.millis < other.millis end
        return one.sequence < other.sequence
    end
    local function place_of(id)
        local millis, sequence = parse(id)
        return { id = id, millis = millis, sequence = sequence }
    end
    local first, last = place_of(from), place_of(to)
    for i = 1, #ids do
        local place = place_of(ids[i])
        if is_before(first, place) and not is_before(last, place) then places[#places + 1] = place end
    end
    table.sort(places, is_before)
    for i = 1, #places do
        if is_full() then return false, from end
        local id = places[i].id
        if id ~= from then
            from = id
            local entry = redis.call('XRANGE', EVENTS, id, id)[1]
            if entry then add(entry, topics_by_id[id]) end
        end
    end
    return true, from
end
