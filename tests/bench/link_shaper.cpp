// SPDX-License-Identifier: GPL-3.0-or-later
// link_shaper SPACE_A SPACE_B BYTES_PER_SECOND DELAY_MS QUEUE_BYTES LOSS_PERCENT
//
// A long link between two network namespaces, for kernels without netem: an interface "wire" in each, and this program
// between them. Each direction passes a packet on at the link's rate, DELAY_MS after its last byte left; QUEUE_BYTES
// wait in front of it, and more are dropped, as are LOSS_PERCENT of all by chance. Says "ready", and ends with its
// input.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <random>
#include <sched.h>
#include <string>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <unistd.h>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Time = Clock::time_point;

constexpr size_t kMostBytes = 65'536; // of a packet
constexpr int kAtOnce = 64;           // packets read before others get their turn

[[noreturn]] void die(const char* what)
{
    std::perror(what);
    std::exit(1);
}

int openWire(const std::string& space)
{
    const int place = ::open(("/run/netns/" + space).c_str(), O_RDONLY | O_CLOEXEC);
    if (place < 0 || ::setns(place, CLONE_NEWNET) != 0)
        die(space.c_str());
    ::close(place);
    const int wire = ::open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    ifreq request{};
    std::strcpy(request.ifr_name, "wire");
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    if (wire < 0 || ::ioctl(wire, TUNSETIFF, &request) != 0)
        die("/dev/net/tun");
    return wire;
}

struct LinkSettings
{
    double bytesPerSecond;
    std::chrono::milliseconds delay;
    double queueBytes;
    double loss; // 0 to 1
};

// One way of the link.
class Direction
{
public:
    Direction(int from, int to, const LinkSettings& settings, unsigned seed)
        : m_from(from), m_to(to), m_settings(settings), m_dice(seed)
    {}

    void take(Time now)
    {
        for (int i = 0; i < kAtOnce; ++i) {
            const ssize_t size = ::read(m_from, m_buffer.data(), m_buffer.size());
            if (size <= 0)
                return;
            accept(now, static_cast<size_t>(size));
        }
    }

    void pass(Time now)
    {
        while (!m_flying.empty() && m_flying.front().due <= now) {
            (void)!::write(m_to, m_flying.front().bytes.data(), m_flying.front().bytes.size());
            m_flying.pop_front();
        }
    }

    Time nextDue() const { return m_flying.empty() ? Time::max() : m_flying.front().due; }

private:
    struct Packet
    {
        Time due;
        std::vector<char> bytes;
    };

    void accept(Time now, size_t size)
    {
        const double waiting =
            m_free > now ? std::chrono::duration<double>(m_free - now).count() * m_settings.bytesPerSecond : 0;
        if (waiting + static_cast<double>(size) > m_settings.queueBytes || m_chance(m_dice) < m_settings.loss)
            return;
        const auto takes = std::chrono::duration<double>(static_cast<double>(size) / m_settings.bytesPerSecond);
        m_free = std::max(m_free, now) + std::chrono::duration_cast<Clock::duration>(takes);
        m_flying.push_back({m_free + m_settings.delay, {m_buffer.begin(), m_buffer.begin() + static_cast<long>(size)}});
    }

    const int m_from;
    const int m_to;
    const LinkSettings m_settings;
    std::minstd_rand m_dice;
    std::uniform_real_distribution<double> m_chance{0, 1};
    std::vector<char> m_buffer = std::vector<char>(kMostBytes);
    std::deque<Packet> m_flying;
    Time m_free; // when the last byte that was accepted has left
};

void run(Direction& there, Direction& back, int a, int b)
{
    pollfd waits[]{{a, POLLIN, 0}, {b, POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}};
    for (;;) {
        const Time now = Clock::now();
        const Time due = std::min(there.nextDue(), back.nextDue());
        const auto wait = due == Time::max()
                              ? std::chrono::nanoseconds(std::chrono::seconds(1))
                              : std::max(std::chrono::nanoseconds(0), std::chrono::nanoseconds(due - now));
        const timespec patience{wait.count() / 1'000'000'000, wait.count() % 1'000'000'000};
        ::ppoll(waits, 3, &patience, nullptr);
        if (waits[2].revents != 0)
            return;
        there.pass(Clock::now());
        back.pass(Clock::now());
        there.take(Clock::now());
        back.take(Clock::now());
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 7) {
        std::fprintf(stderr, "usage: link_shaper SPACE_A SPACE_B BYTES_PER_SECOND DELAY_MS QUEUE_BYTES LOSS_PERCENT\n");
        return 2;
    }
    ::prctl(PR_SET_TIMERSLACK, 1UL);
    const LinkSettings settings{std::atof(argv[3]), std::chrono::milliseconds(std::atoi(argv[4])), std::atof(argv[5]),
                                std::atof(argv[6]) / 100};
    const int a = openWire(argv[1]);
    const int b = openWire(argv[2]);
    Direction there(a, b, settings, 1);
    Direction back(b, a, settings, 2);
    std::puts("ready");
    std::fflush(stdout);
    run(there, back, a, b);
    return 0;
}
