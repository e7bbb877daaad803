-- Which topics the caller asks for.
-- ARGV: number of names, the names, number of forms, the forms as a subscriber writes them.

-- What is known of a topic by its name: whether it is asked for.
local names, is_wanted_by_name = {}, {}

-- The forms as a tree of segments, so that a name takes no longer with many of them than with one. Segments are
-- strings, so the numbers are free for what else a node knows.
local REST, ENDS, ANY = 1, 2, '*'
local forms, number_of_forms = {}, 0

local function each_segment(name)
    return string.gmatch(name .. '/', '([^/]*)/')
end

local function plant(form)
    local node = forms
    for segment in each_segment(form) do
        if segment == '**' then
            node[REST] = true
            return
        end
        node[segment] = node[segment] or {}
        node = node[segment]
    end
    node[ENDS] = true
end

local function has_form(name)
    if number_of_forms == 0 then return false end
    if forms[REST] then return true end
    local nodes = { forms }
    for segment in each_segment(name) do
        local children = {}
        for i = 1, #nodes do
            local node = nodes[i]
            if node[REST] then return true end
            if node[segment] then children[#children + 1] = node[segment] end
            if node[ANY] and segment ~= ANY then children[#children + 1] = node[ANY] end
        end
        if #children == 0 then return false end
        spend(#children)
        nodes = children
    end
    for i = 1, #nodes do
        if nodes[i][ENDS] then return true end
    end
    return false
end

local function is_wanted(name)
    local known = is_wanted_by_name[name]
    if known == nil then
        spend(1)
        known = has_form(name)
        is_wanted_by_name[name] = known
    end
    return known
end

for i = 1, next_number() do
    names[i] = next_arg()
    is_wanted_by_name[names[i]] = true
end
number_of_forms = next_number()
for _ = 1, number_of_forms do plant(next_arg()) end
