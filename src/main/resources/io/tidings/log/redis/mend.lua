-- Ends what an append in parts has left: takes its entries away if they never counted, and tells the topics of them if
-- they do. A step at a time, for the caller to whom the append belongs, or any if that one has not been heard of for a
-- while.
-- KEYS: the events of each topic.
-- ARGV: name of the caller, topics as in index.lua: those that it was told of.
-- Returns 'busy' if this is another's, 'done', or 'more' and the names of the topics of the next step.

local MAX_REMOVED, MAX_ENTERED = 1000, 250
local caller = next_arg()
if unfinished then
    local found = parse_unfinished()
    if found.owner ~= caller and found.is_alive then return { 'busy' } end
end

local topics = read_topics(MORE_KEYS)
local by_name = {}
for i = 1, #topics do by_name[topics[i].name] = topics[i] end
sure_of_index(topics)
sure_of_private()
sure_of('XADD', 'XDEL')

local own = format_unfinished(caller, 0, 0, now, '-', 0, 0)
if remove_unfinished(MAX_REMOVED) then
    redis.call('HSET', LOG, 'unfinished', own)
    return { 'more' }
end

local function names_of(entry)
    local names = {}
    for name in string.gmatch(fields(entry).t, '[^\n]+') do names[#names + 1] = name end
    return names
end

local function knows_all(names)
    for i = 1, #names do
        if not by_name[names[i]] then return false end
    end
    return true
end

-- Calls with each entry that the topics do not know of and its topics, until that returns false. True at the end.
local function each_unknown(from, visit)
    while true do
        local chunk = redis.call('XRANGE', EVENTS, '(' .. from, newest, 'COUNT', 20)
        for i = 1, #chunk do
            from = chunk[i][1]
            if not visit(from, names_of(chunk[i]), fields(chunk[i]).p ~= nil) then return false end
        end
        if #chunk < 20 then return true end
    end
end

if indexed then
    local topic_of, id_of, is_private_of, reached = {}, {}, {}, indexed
    each_unknown(indexed, function(id, names, is_private)
        if #id_of >= MAX_ENTERED or not knows_all(names) then return false end
        reached = id
        for i = 1, #names do
            local topic = by_name[names[i]]
            if not topic.newest then
                topic.newest = (redis.call('XREVRANGE', topic.key, '+', '-', 'COUNT', 1)[1] or {})[1]
            end
            if not topic.newest or is_after(id, topic.newest) then
                topic_of[#topic_of + 1] = topic
                id_of[#id_of + 1] = id
                is_private_of[#id_of] = is_private
            end
        end
        return true
    end)
    local reply, is_named, mentions = { 'more' }, {}, 0
    each_unknown(reached, function(_, names)
        mentions = mentions + #names
        if mentions > MAX_ENTERED and #reply > 1 then return false end
        for i = 1, #names do
            if not is_named[names[i]] then
                is_named[names[i]] = true
                reply[#reply + 1] = names[i]
            end
        end
        return true
    end)
    index(topics, topic_of, id_of, is_private_of)
    if #reply > 1 then
        redis.call('HSET', LOG, 'indexed', reached, 'unfinished', own)
        return reply
    end
end

if indexed or unfinished then redis.call('HDEL', LOG, 'indexed', 'unfinished') end
return { 'done' }
