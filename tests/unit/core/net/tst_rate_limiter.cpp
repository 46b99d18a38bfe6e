// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_world.h"

#include <QTest>

using namespace shoal;
using namespace shoal::net;
using namespace std::chrono_literals;
using protocol::ContentReply;
using protocol::ContentStatus;
using protocol::Lane;
using protocol::PeerStatus;

namespace {

// Moves as much as it may, in pieces of at most `piece` bytes, until nothing is left.
class Mover final : public RateLimiter::User
{
public:
    Mover(RateLimiter& limiter, uint64_t left, size_t piece = 65'536) : m_limiter(limiter), m_left(left), m_piece(piece)
    {}
    ~Mover() { m_limiter.leave(*this); }
    void proceed() override
    {
        while (m_left > 0) {
            const size_t allowed = m_limiter.allowance(*this);
            if (allowed == 0)
                return;
            const auto now = static_cast<size_t>(std::min<uint64_t>({allowed, m_piece, m_left}));
            m_limiter.take(*this, now);
            m_left -= now;
            moved += now;
        }
        m_limiter.leave(*this);
    }
    uint64_t moved = 0;

private:
    RateLimiter& m_limiter;
    uint64_t m_left;
    size_t m_piece;
};

bool isNear(uint64_t value, double wanted, double tolerance)
{
    return std::abs(static_cast<double>(value) - wanted) <= wanted * tolerance;
}

// One device that is connected to several peers, all through one upload limit.
struct Star
{
    explicit Star(size_t peers, uint64_t rate) : upload(clock, rate), center(100, clock, loop)
    {
        center.context.limits = {&upload, nullptr};
        for (uint64_t i = 0; i < peers; ++i)
            add(i + 1);
        run();
    }
    void add(uint64_t seed)
    {
        auto near = std::make_unique<FakeTransport>(false);
        auto far = std::make_unique<FakeTransport>(false);
        near->join(*far);
        pipes.push_back(near.get());
        pipes.push_back(far.get());
        devices.push_back(std::make_unique<Device>(seed, clock, loop));
        out.push_back(std::make_unique<Connection>(protocol::SessionRole::Dialer, std::move(near), center.context));
        in.push_back(
            std::make_unique<Connection>(protocol::SessionRole::Listener, std::move(far), devices.back()->context));
        diaries.push_back(std::make_unique<Diary>(*in.back()));
        out.back()->addShare(&center.keys);
        in.back()->addShare(&devices.back()->keys);
    }
    void run()
    {
        for (bool moved = true; moved;) {
            loop.run();
            moved = false;
            for (FakeTransport* pipe : pipes)
                moved = pipe->deliver() || moved;
            moved = moved || loop.waiting() > 0;
        }
    }
    void advance(std::chrono::milliseconds by)
    {
        clock.advance(by, [this] { run(); });
    }
    void sendBulk(size_t peer, size_t count, size_t size)
    {
        for (size_t i = 0; i < count; ++i)
            (void)out[peer]->send(diaries[peer]->channels.at(0), ContentReply{1, ContentStatus::Ok, Bytes(size, 'x')},
                                  Lane::Bulk);
    }

    FakeClock clock;
    FakeLoop loop;
    RateLimiter upload;
    Device center;
    std::vector<std::unique_ptr<Device>> devices;
    std::vector<FakeTransport*> pipes;
    std::vector<std::unique_ptr<Connection>> out;
    std::vector<std::unique_ptr<Connection>> in;
    std::vector<std::unique_ptr<Diary>> diaries;
};

} // namespace

class TstRateLimiter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyFiveSecondsKeepTheLimit_data()
    {
        QTest::addColumn<quint64>("rate");
        QTest::addColumn<int>("users");
        for (const int users : {1, 3, 20}) {
            QTest::addRow("20 kB/s, %d busy", users) << quint64{20'000} << users;
            QTest::addRow("1 MB/s, %d busy", users) << quint64{1'000'000} << users;
            QTest::addRow("100 MB/s, %d busy", users) << quint64{100'000'000} << users;
        }
    }
    void anyFiveSecondsKeepTheLimit()
    {
        QFETCH(quint64, rate);
        QFETCH(int, users);
        FakeClock clock;
        RateLimiter limiter(clock, rate);
        std::vector<std::unique_ptr<Mover>> movers;
        for (int i = 0; i < users; ++i)
            movers.push_back(std::make_unique<Mover>(limiter, UINT64_MAX));
        for (auto& mover : movers)
            mover->proceed();
        std::vector<uint64_t> totals;
        for (int tick = 0; tick < 200; ++tick) { // 20 s in steps of 100 ms
            uint64_t total = 0;
            for (const auto& mover : movers)
                total += mover->moved;
            totals.push_back(total);
            clock.advance(100ms, [] {});
        }
        for (size_t from = 0; from + 50 < totals.size(); ++from) {
            const uint64_t moved = totals[from + 50] - totals[from];
            QVERIFY2(isNear(moved, static_cast<double>(rate) * 5, 0.02), std::to_string(moved).c_str());
        }
        for (const auto& mover : movers)
            QVERIFY2(isNear(mover->moved, static_cast<double>(rate) * 20 / users, 0.1),
                     std::to_string(mover->moved).c_str());
    }

    void whoMovesInLargePiecesGetsNoMore()
    {
        FakeClock clock;
        RateLimiter limiter(clock, 1'000'000);
        Mover large(limiter, UINT64_MAX);
        Mover small(limiter, UINT64_MAX, 100);
        large.proceed();
        small.proceed();
        clock.advance(10s, [] {});
        QVERIFY(isNear(large.moved, 5e6, 0.05));
        QVERIFY(isNear(small.moved, 5e6, 0.05));
    }

    void whoMovesLittleHardlyWaits()
    {
        FakeClock clock;
        RateLimiter limiter(clock, 100'000);
        Mover greedy(limiter, UINT64_MAX);
        greedy.proceed();
        clock.advance(3s, [] {});
        Mover modest(limiter, 300);
        modest.proceed();
        QCOMPARE(modest.moved, uint64_t{0});
        clock.advance(50ms, [] {});
        QCOMPARE(modest.moved, uint64_t{300});
    }

    void whatNobodyElseWantsIsForTheOthers()
    {
        FakeClock clock;
        RateLimiter limiter(clock, 1'000'000);
        Mover brief(limiter, 1'000'000);
        Mover lasting(limiter, UINT64_MAX);
        brief.proceed();
        lasting.proceed();
        clock.advance(10s, [] {});
        QCOMPARE(brief.moved, uint64_t{1'000'000});
        QVERIFY(isNear(lasting.moved, 9e6, 0.02));
    }

    void aNewRateCountsAtOnce()
    {
        FakeClock clock;
        RateLimiter limiter(clock, 1'000);
        Mover a(limiter, UINT64_MAX);
        Mover b(limiter, 50'000'000);
        a.proceed();
        b.proceed();
        clock.advance(10s, [] {});
        const uint64_t slowly = a.moved + b.moved;
        QVERIFY2(slowly < 12'000, std::to_string(slowly).c_str());
        limiter.setRate(1'000'000);
        clock.advance(10s, [] {});
        QVERIFY(isNear(a.moved + b.moved - slowly, 1e7, 0.02));
        const uint64_t left = 50'000'000 - b.moved;
        limiter.setRate(0);
        const uint64_t before = b.moved;
        Mover* const unlimited = &b;
        // Without a limit b ends at once; a would never end, so it goes first.
        limiter.leave(a);
        clock.advance(1ms, [] {});
        QCOMPARE(unlimited->moved - before, left);
    }

    void whoLeavesIsNotCalled()
    {
        FakeClock clock;
        RateLimiter limiter(clock, 1'000);
        auto gone = std::make_unique<Mover>(limiter, UINT64_MAX);
        Mover stays(limiter, UINT64_MAX);
        gone->proceed();
        stays.proceed();
        gone.reset();
        clock.advance(10s, [] {});
        QVERIFY(isNear(stays.moved, 1e4, 0.2));
        limiter.leave(stays);
        clock.advance(10s, [] {});
        QCOMPARE(clock.timers(), size_t{0});
    }

    void connectionsShareTheLimit()
    {
        Star star(4, 400'000);
        star.advance(2s);
        // The first is greedy: its queue never ends. The others have many small messages, or few large ones.
        star.sendBulk(0, 10, 4'000'000);
        star.sendBulk(1, 2'000, 1'000);
        star.sendBulk(2, 1, 2'000'000);
        star.sendBulk(3, 100, 20'000);
        star.run();
        std::vector<uint64_t> before;
        for (const auto& connection : star.out)
            before.push_back(connection->bytesSent());
        star.advance(10s);
        uint64_t sum = 0;
        for (size_t i = 0; i < star.out.size(); ++i) {
            const uint64_t sent = star.out[i]->bytesSent() - before[i];
            sum += sent;
            QVERIFY2(isNear(sent, 1e6, 0.05), std::to_string(sent).c_str());
        }
        QVERIFY2(isNear(sum, 4e6, 0.02), std::to_string(sum).c_str());
    }

    void anEditPassesWhatTheOthersGet()
    {
        Star star(10, 100'000);
        star.advance(2s);
        for (size_t i = 0; i < 9; ++i)
            star.sendBulk(i, 3, 4'000'000);
        star.run();
        star.advance(5s);
        (void)star.out[9]->send(star.diaries[9]->channels.at(0), PeerStatus{1, 2, false, "an edit"});
        star.run();
        star.advance(300ms); // a turn of everybody
        QCOMPARE(star.diaries[9]->messages.size(), size_t{1});
    }
};

QTEST_GUILESS_MAIN(TstRateLimiter)
#include "tst_rate_limiter.moc"
