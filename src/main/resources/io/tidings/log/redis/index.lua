-- How topics come to know of events that were appended.

-- Topics with what is kept of each, from the arguments: number of topics, for each its name, the most events, the
-- greatest age in ms. Their keys are those from the given one on.
local function read_topics(key_at)
    local topics = {}
    for i = 1, next_number() do
        topics[i] = {
            name = next_arg(), max_events = next_number(), max_age = next_number(), key = KEYS[key_at + i]
        }
    end
    return topics
end

-- Tries what is written to for them before anything is.
local has_private
local function sure_of_index(topics)
    sure_of('HSET', 'ZADD')
    size_of('HLEN', NEWEST)
    has_private = size_of('HLEN', PRIVATE) > 0
    size_of('ZCARD', TOPICS)
    size_of('ZCARD', LATEST)
    size_of('ZCARD', DUE)
    for i = 1, #topics do topics[i].events = size_of('XLEN', topics[i].key) end
end

local function sure_of_private()
    sure_of('HDEL', 'HGET', 'ZREM')
end

-- What a topic keeps after the ids that are entered: how many private events, and the newest public one.
local function count_private(topic, id, is_private)
    if has_private or is_private then
        if not topic.private then
            topic.private, topic.public = private_of(topic.name)
            if topic.private == 0 then topic.public = topic.newest or redis.call('HGET', NEWEST, topic.name) end
        end
        if is_private then topic.private = topic.private + 1 else topic.public = id end
    elseif topic.private then
        topic.public = id
    end
    topic.newest = id
    topic.events = topic.events + 1
end

-- Enters each id under the topic beside it, oldest first, and whether it is private. Private events are counted before
-- they are there: if this fails in between, they are hidden rather than shown.
local function index(topics, topic_of, id_of, is_private_of)
    for i = 1, #id_of do count_private(topic_of[i], id_of[i], is_private_of[i]) end
    for i = 1, #topics do
        local topic = topics[i]
        if topic.private and topic.private > 0 then
            set_private(topic.name, topic.private, topic.newest, topic.public)
        end
    end
    for i = 1, #id_of do
        redis.call('XADD', topic_of[i].key, id_of[i], is_private_of[i] and 'p' or '', '')
    end
    for i = 1, #topics do
        local topic = topics[i]
        if topic.newest then
            local millis = parse(topic.newest)
            redis.call('ZADD', TOPICS, 0, topic.name)
            redis.call('HSET', NEWEST, topic.name, topic.newest)
            redis.call('ZADD', LATEST, string.format('%.0f', millis), topic.name)
            if topic.events > topic.max_events then
                redis.call('ZADD', DUE, 0, topic.name)
            else
                redis.call('ZADD', DUE, 'NX', string.format('%.0f', millis + topic.max_age), topic.name)
            end
        end
    end
end
