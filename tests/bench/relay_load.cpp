// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tcp_network.h"
#include "core/relay/relay_client.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>
#include <cstdlib>

// Plays devices at a relay, to measure it: relay_load PORT DEVICES BUSY SECONDS. The devices come in pairs, each pair
// with a share of its own; BUSY pairs are joined through the relay and move what they can. Prints a line when all are
// there, then one when time is up: bytes that have arrived. tests/bench/relay.py looks at the relay meanwhile.
namespace {

using namespace shoal;
using namespace shoal::relay;

constexpr crypto::RelayDay kDay = 20'000;
constexpr size_t kPiece = 64 * 1024;

uint64_t arrived = 0;
size_t lost = 0;

// Says as much as is taken, or reads all that comes.
class End final : public net::TransportUser
{
public:
    End(std::unique_ptr<net::Transport> transport, bool speaks) : m_transport(std::move(transport)), m_speaks(speaks)
    {
        m_transport->setUser(this);
        m_again.setSingleShot(true);
        QObject::connect(&m_again, &QTimer::timeout, &m_again, [this] { written(); });
        if (m_speaks)
            written();
    }
    void readable() override
    {
        static char buffer[kPiece];
        while (const size_t got = m_transport->read(buffer, sizeof buffer))
            arrived += got;
    }
    void written() override
    {
        for (int i = 0; m_speaks && i < 4 && m_transport->unwritten() == 0; ++i)
            m_transport->write(Bytes(kPiece, 'x'));
        if (m_speaks && m_transport->unwritten() == 0)
            m_again.start(0); // the others get their turn
    }
    void ended(Error) override { ++lost; }

private:
    const std::unique_ptr<net::Transport> m_transport;
    const bool m_speaks;
    QTimer m_again;
};

struct Device
{
    Device(uint16_t port, net::Network& network, Clock& clock, Executor& loop, Random& random,
           const crypto::ShareKeys& own)
        : identity(crypto::DeviceIdentity::generate(random)), keys(own),
          client({"127.0.0.1", port}, kDay, identity, {network, clock, loop, random},
                 {[this](const ShareId&, const FoundMember& member) { peer = member.member; },
                  [](const ShareId&, const protocol::RelayMember&) {},
                  [this](std::unique_ptr<net::Transport> transport) {
                      end = std::make_unique<End>(std::move(transport), false);
                  }})
    {
        client.setShares({{&keys, true}}, {});
    }
    void open()
    {
        client.open(keys.id(), *peer, [this](Result<std::unique_ptr<net::Transport>> transport) {
            if (transport)
                end = std::make_unique<End>(*std::move(transport), true);
            else
                std::fprintf(stderr, "not joined: %s\n", transport.error().context.c_str());
        });
    }

    const crypto::DeviceIdentity identity;
    const crypto::ShareKeys keys;
    std::optional<protocol::RelayMember> peer;
    std::unique_ptr<End> end;
    RelayClient client;
};

} // namespace

int main(int argc, char** argv)
{
    if (argc != 5)
        return 2;
    const QCoreApplication application(argc, argv);
    qputenv("QT_LOGGING_RULES", "shoal.*=false");
    const auto port = static_cast<uint16_t>(std::atoi(argv[1]));
    const size_t count = static_cast<size_t>(std::atoi(argv[2])), busy = static_cast<size_t>(std::atoi(argv[3]));
    QObject context;
    const auto clock = makeSystemClock();
    const auto loop = makeLoopExecutor(&context);
    const auto random = makeSystemRandom();
    const auto network = net::makeTcpNetwork(*clock);
    std::vector<std::unique_ptr<Device>> devices;
    std::optional<crypto::ShareKeys> keys;
    QTimer timer;
    int64_t startedNs = 0;
    QObject::connect(&timer, &QTimer::timeout, &context, [&] {
        for (int i = 0; i < 20 && devices.size() < count; ++i) {
            if (devices.size() % 2 == 0)
                keys = crypto::ShareKeys::derive(crypto::Secret::generate(*random));
            devices.push_back(std::make_unique<Device>(port, *network, *clock, *loop, *random, *keys));
        }
        size_t there = 0, joined = 0;
        for (const auto& device : devices) {
            there += device->peer ? 1 : 0;
            joined += device->end ? 1 : 0;
        }
        if (startedNs == 0 && there == count) {
            std::printf("there %zu\n", there);
            std::fflush(stdout);
            (void)std::getchar(); // whoever measures goes on
            for (size_t i = 0; i < 2 * busy; i += 2)
                devices[i]->open();
            startedNs = clock->monotonicNs();
        }
        if (startedNs != 0 && clock->monotonicNs() - startedNs > std::atoi(argv[4]) * int64_t{1'000'000'000}) {
            std::printf("joined %zu arrived %llu lost %zu\n", joined / 2, static_cast<unsigned long long>(arrived),
                        lost);
            std::fflush(stdout);
            std::_Exit(0);
        }
    });
    timer.start(20);
    return QCoreApplication::exec();
}
