// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_world.h"

#include <QTest>

using namespace shoal;
using namespace shoal::net;
using namespace std::chrono_literals;
using protocol::CloseReason;
using protocol::ContentReply;
using protocol::ContentStatus;
using protocol::Lane;
using protocol::PeerStatus;

namespace {

constexpr size_t kTotal = 1'000'000;
constexpr size_t kMessage = 900'000;

// Holds what a test says.
class Holder final : public InboundBudget::User
{
public:
    explicit Holder(InboundBudget& budget) : m_budget(budget) {}
    ~Holder() { m_budget.leave(*this); }
    void hold(size_t bytes) { m_budget.holds(*this, bytes); }
    bool mayRead() { return m_budget.mayRead(*this); }
    void proceed() override { ++proceeded; }
    void giveUp() override
    {
        gaveUp = true;
        m_budget.leave(*this);
    }
    Hindrance hindrance() const override { return hinderedBy; }

    int proceeded = 0;
    bool gaveUp = false;
    Hindrance hinderedBy = Hindrance::None;

private:
    InboundBudget& m_budget;
};

struct World
{
    void advance(std::chrono::milliseconds by)
    {
        clock.advance(by, [] {});
    }
    FakeClock clock;
    InboundBudget budget{clock, kTotal};
    Holder a{budget}, b{budget}, c{budget};
};

// One device to which several peers are connected over slow pipes, all within one budget.
struct Crowd
{
    explicit Crowd(size_t peers) : center(100, clock, loop)
    {
        center.context.inbound = &budget;
        for (uint64_t i = 0; i < peers; ++i)
            add(i + 1);
        while (turn())
            ;
        for (FakeTransport* pipe : pipes)
            pipe->slow = true;
    }
    void add(uint64_t seed)
    {
        auto near = std::make_unique<FakeTransport>(true);
        auto far = std::make_unique<FakeTransport>(true);
        near->join(*far);
        pipes.push_back(far.get());
        answers.push_back(near.get());
        devices.push_back(std::make_unique<Device>(seed, clock, loop));
        in.push_back(std::make_unique<Connection>(protocol::SessionRole::Listener, std::move(near), center.context));
        out.push_back(
            std::make_unique<Connection>(protocol::SessionRole::Dialer, std::move(far), devices.back()->context));
        diaries.push_back(std::make_unique<Diary>(*in.back()));
        in.back()->addShare(&center.keys);
        out.back()->addShare(&devices.back()->keys);
    }
    void send(size_t peer, const protocol::Message& message, Lane lane)
    {
        (void)out[peer]->send(diaries[peer]->channels.at(0), message, lane);
    }
    // Each pipe moves a piece.
    bool turn()
    {
        loop.run();
        bool moved = false;
        for (FakeTransport* pipe : pipes)
            moved = pipe->deliver() || moved;
        for (FakeTransport* pipe : answers)
            moved = pipe->deliver() || moved;
        clock.advance(0ms, [this] { loop.run(); });
        most = std::max(most, budget.held());
        return moved || loop.waiting() > 0;
    }

    FakeClock clock;
    FakeLoop loop;
    InboundBudget budget{clock, kTotal};
    Device center;
    std::vector<std::unique_ptr<Device>> devices;
    std::vector<FakeTransport*> pipes;
    std::vector<FakeTransport*> answers;
    std::vector<std::unique_ptr<Connection>> out;
    std::vector<std::unique_ptr<Connection>> in;
    std::vector<std::unique_ptr<Diary>> diaries;
    size_t most = 0;
};

} // namespace

class TstInboundBudget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whileThereIsRoomAllRead()
    {
        World world;
        world.a.hold(kTotal / 2);
        world.b.hold(kTotal / 2);
        QVERIFY(world.a.mayRead() && world.b.mayRead());
        QCOMPARE(world.clock.timers(), size_t{0});
    }

    void aboveTheLimitOneReadsAndShortMessagesPass()
    {
        World world;
        world.a.hold(kTotal);
        world.b.hold(InboundBudget::kAlways + 1);
        world.c.hold(InboundBudget::kAlways);
        QVERIFY(world.a.mayRead());
        QVERIFY(!world.b.mayRead());
        QVERIFY(world.c.mayRead());
        QVERIFY(world.a.mayRead());

        world.a.hold(0);
        world.advance(0ms);

        QCOMPARE(world.b.proceeded, 1);
        QVERIFY(world.b.mayRead());
        QCOMPARE(world.c.proceeded, 0);
    }

    void theTurnGoesToWhoHasWaitedForLongest()
    {
        World world;
        for (Holder* holder : {&world.a, &world.b, &world.c})
            holder->hold(kTotal);
        QVERIFY(world.a.mayRead());
        QVERIFY(!world.c.mayRead());
        QVERIFY(!world.b.mayRead());

        world.a.hold(10); // its message is whole
        world.advance(0ms);

        QCOMPARE(world.c.proceeded, 1);
        QCOMPARE(world.b.proceeded, 0);
        QVERIFY(world.c.mayRead());
    }

    void whoBringsNothingInItsTurnEndsWhileOthersWait()
    {
        World world;
        world.a.hold(kTotal);
        world.b.hold(kTotal);
        QVERIFY(world.a.mayRead());
        world.advance(60s);
        QVERIFY(!world.a.gaveUp); // nobody waits
        QVERIFY(!world.b.mayRead());

        for (size_t i = 1; i <= 5; ++i) {
            world.a.hold(kTotal + i * InboundBudget::kLeastProgress);
            world.advance(InboundBudget::kPatience);
        }
        QVERIFY(!world.a.gaveUp); // it is not fast, and it comes
        world.advance(InboundBudget::kPatience);

        QVERIFY(world.a.gaveUp);
        QCOMPARE(world.b.proceeded, 1);
        QVERIFY(!world.b.gaveUp);
    }

    void whatKeepsItOnOurSideIsNotItsFault()
    {
        World world;
        world.a.hold(kTotal);
        world.b.hold(kTotal);
        QVERIFY(world.a.mayRead());
        QVERIFY(!world.b.mayRead());
        world.a.hinderedBy = InboundBudget::User::Hindrance::RateLimit;
        world.advance(60s);
        QVERIFY(!world.a.gaveUp);
        QCOMPARE(world.b.proceeded, 0);

        world.a.hinderedBy = InboundBudget::User::Hindrance::FullShare;
        world.advance(60s);
        QVERIFY(!world.a.gaveUp);
        QCOMPARE(world.b.proceeded, 1); // its share may have room

        // The one whose share is full goes on when that has room, and it is its turn.
        world.a.hinderedBy = InboundBudget::User::Hindrance::None;
        QVERIFY(!world.a.mayRead());
        world.b.hold(0);
        world.advance(0ms);
        QCOMPARE(world.a.proceeded, 1);
    }

    void whenAllSharesAreFullTheFirstThatHasRoomGoesOn()
    {
        World world;
        for (Holder* holder : {&world.a, &world.b, &world.c})
            holder->hold(kTotal);
        QVERIFY(world.a.mayRead());
        QVERIFY(!world.b.mayRead() && !world.c.mayRead());
        world.b.hinderedBy = world.c.hinderedBy = InboundBudget::User::Hindrance::FullShare;
        world.a.hold(0);
        world.advance(60s);
        QCOMPARE(world.b.proceeded + world.c.proceeded, 0);

        world.c.hinderedBy = InboundBudget::User::Hindrance::None;
        (void)world.c.mayRead();
        world.advance(0ms);

        QCOMPARE(world.c.proceeded, 1);
        QVERIFY(world.c.mayRead());
    }

    void whoLeavesMakesRoom()
    {
        World world;
        {
            Holder passing(world.budget);
            passing.hold(kTotal);
            world.b.hold(kTotal / 2);
            QVERIFY(!world.b.mayRead() || !passing.mayRead());
        }
        world.advance(0ms);
        QVERIFY(world.b.mayRead());
        QCOMPARE(world.budget.held(), kTotal / 2);
    }

    void longMessagesOfManyPeersWaitForEachOtherAndAllArrive()
    {
        constexpr size_t kPeers = 20;
        Crowd crowd(kPeers);
        for (size_t peer = 0; peer < kPeers; ++peer)
            crowd.send(peer, ContentReply{1, ContentStatus::Ok, Bytes(kMessage, 'x')}, Lane::Bulk);
        while (crowd.turn())
            ;
        for (const auto& diary : crowd.diaries) {
            QVERIFY(diary->reasons.empty());
            QCOMPARE(diary->messages.size(), size_t{1});
        }
        constexpr size_t kPiece = 64 * 1024;
        constexpr size_t kBound = kTotal + kMessage + kPeers * (InboundBudget::kAlways + kPiece);
        QVERIFY2(crowd.most > kTotal && crowd.most <= kBound, std::to_string(crowd.most).c_str());
        QCOMPARE(crowd.budget.held(), size_t{0});
    }

    void whoStallsInItsTurnEndsAndWhoWaitsStays()
    {
        Crowd crowd(3);
        for (size_t peer = 0; peer < 3; ++peer)
            crowd.send(peer, ContentReply{1, ContentStatus::Ok, Bytes(kMessage, 'x')}, Lane::Bulk);
        while (crowd.budget.held() <= kTotal)
            QVERIFY(crowd.turn());
        (void)crowd.turn();
        (void)crowd.turn(); // now one has the turn
        size_t waiting = 0;
        for (size_t peer = 0; peer < 3; ++peer)
            waiting += crowd.answers[peer]->unread() > 0 ? 1 : 0;
        QVERIFY(waiting >= 1);
        for (FakeTransport* pipe : crowd.pipes)
            pipe->stalled = true; // nothing comes any more, from none

        crowd.clock.advance(9s, [&crowd] { crowd.loop.run(); });
        for (const auto& diary : crowd.diaries)
            QVERIFY(diary->reasons.empty());
        crowd.clock.advance(2s, [&crowd] { crowd.loop.run(); });

        // One had its turn for ten seconds and brought nothing.
        size_t ended = 0;
        for (const auto& diary : crowd.diaries) {
            ended += diary->reasons.size();
            QVERIFY(diary->reasons.empty() || diary->reasons == std::vector{CloseReason::Unresponsive});
        }
        QCOMPARE(ended, size_t{1});
    }
};

QTEST_GUILESS_MAIN(TstInboundBudget)
#include "tst_inbound_budget.moc"
