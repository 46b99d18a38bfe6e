// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace shoal::sim {

namespace {

constexpr int kLookMs = 200;

void sendAll(int to, const Bytes& bytes)
{
    for (size_t sent = 0; sent < bytes.size();) {
        const ssize_t some = ::write(to, bytes.data() + sent, bytes.size() - sent);
        if (some > 0)
            sent += static_cast<size_t>(some);
        else if (errno != EINTR)
            ::_exit(1); // nobody listens any more
    }
}

bool receive(int from, void* out, size_t size)
{
    for (size_t got = 0; got < size;) {
        const ssize_t some = ::read(from, static_cast<char*>(out) + got, size - got);
        if (some > 0)
            got += static_cast<size_t>(some);
        else if (some == 0 || errno != EINTR)
            return false;
    }
    return true;
}

} // namespace

struct Workers::Worker
{
    pid_t pid = 0;
    int orders = -1;  // numbers to it
    int reports = -1; // sizes and failures from it
    std::optional<uint64_t> busyWith;

    void end()
    {
        if (pid == 0)
            return;
        ::close(orders);
        ::close(reports);
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
        pid = 0;
    }
};

bool Workers::startOne(Worker& worker)
{
    int orders[2];
    int reports[2];
    if (::pipe(orders) != 0 || ::pipe(reports) != 0)
        return false;
    worker.pid = ::fork();
    if (worker.pid == 0) {
        ::close(orders[1]);
        ::close(reports[0]);
        uint64_t number = 0;
        while (receive(orders[0], &number, sizeof number)) {
            const Bytes failure = m_job(number);
            const uint64_t size = failure.size();
            sendAll(reports[1], Bytes(reinterpret_cast<const char*>(&size), sizeof size) + failure);
        }
        std::exit(0);
    }
    ::close(orders[0]);
    ::close(reports[1]);
    worker.orders = orders[1];
    worker.reports = reports[0];
    return worker.pid > 0;
}

// False: the worker is gone.
bool Workers::hear(Worker& worker, const Done& done)
{
    uint64_t size = 0;
    Bytes failure;
    bool ok = receive(worker.reports, &size, sizeof size);
    if (ok) {
        failure.resize(size);
        ok = receive(worker.reports, failure.data(), size);
    }
    const uint64_t number = *std::exchange(worker.busyWith, std::nullopt);
    done(number, ok ? failure : Bytes("crash: the process ended in the middle of it"));
    return ok;
}

void Workers::run(uint64_t first, uint64_t count, const Done& done, const std::function<bool()>& goesOn)
{
    m_next = first;
    m_end = first + count;
    std::vector<Worker> workers(m_processes);
    while (goesOn()) {
        std::vector<pollfd> waits;
        std::vector<Worker*> waiting;
        for (Worker& worker : workers) {
            if (!worker.busyWith && m_next < m_end && (worker.pid != 0 || startOne(worker))) {
                worker.busyWith = m_next++;
                sendAll(worker.orders, Bytes(reinterpret_cast<const char*>(&*worker.busyWith), sizeof(uint64_t)));
            }
            if (worker.busyWith) {
                waits.push_back({worker.reports, POLLIN, 0});
                waiting.push_back(&worker);
            }
        }
        if (waits.empty())
            break;
        ::poll(waits.data(), waits.size(), kLookMs);
        for (size_t i = 0; i < waits.size(); ++i) {
            if (waits[i].revents != 0 && !hear(*waiting[i], done))
                waiting[i]->end();
        }
    }
    for (Worker& worker : workers)
        worker.end();
}

} // namespace shoal::sim
