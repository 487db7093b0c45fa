-- Replays a file of requests that all have the same length; computes nothing.
local file, length, last
ended = 0

function init(args)
    file, length = assert(io.open(args[1], "rb")), tonumber(args[2])
end

function request()
    local next = file:read(length)
    if next then last = next else ended = ended + 1 end
    return last
end

local threads = {}
function setup(thread) table.insert(threads, thread) end

-- Answers, those that are no 2xx, errors of sockets, seconds, 99th percentile in ms.
function done(summary, latency)
    local errors = summary.errors
    local broken = errors.connect + errors.read + errors.write + errors.timeout
    io.stderr:write(string.format("RESULT %d %d %d %.3f %.1f %d\n", summary.requests, errors.status, broken,
        summary.duration / 1e6, latency:percentile(99) / 1e3, threads[1]:get("ended")))
end
