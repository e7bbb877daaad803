-- Which topics the caller asks for: those of some names, and those whose names begin with one of the prefixes. What else
-- it asks of the latter is not known here, so it gets more than it wants, and leaves that out itself.
-- ARGV: number of names, the names, number of prefixes, the prefixes.

local names, is_prefix, lengths = {}, {}, {}

-- What is known of a topic by its name: whether it is asked for.
local is_wanted_by_name = {}

local function has_prefix(name)
    for i = 1, #lengths do
        if is_prefix[string.sub(name, 1, lengths[i])] then return true end
    end
    return false
end

local function is_wanted(name)
    local known = is_wanted_by_name[name]
    if known == nil then
        spend(1 + #lengths / 8)
        known = has_prefix(name)
        is_wanted_by_name[name] = known
    end
    return known
end

for i = 1, next_number() do
    names[i] = next_arg()
    is_wanted_by_name[names[i]] = true
end
local has_length = {}
for _ = 1, next_number() do
    local prefix = next_arg()
    is_prefix[prefix] = true
    if not has_length[#prefix] then
        has_length[#prefix] = true
        lengths[#lengths + 1] = #prefix
    end
end
