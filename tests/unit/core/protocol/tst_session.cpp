// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/big_endian.h"
#include "core/protocol/limits.h"
#include "sample_messages.h"
#include "session_pair.h"

#include <QTest>

using namespace shoal;
using namespace shoal::protocol;
using crypto::Permission;

namespace {

// A peer that says whatever a test wants, over a genuine secure stream.
struct RawPeer
{
    RawPeer(SessionRole role, uint64_t seed)
        : random(makeSeededRandom(seed)), identity(crypto::DeviceIdentity::generate(*random)),
          stream(role, identity, *random)
    {}

    void connectTo(End& end)
    {
        for (int i = 0; i < 8; ++i) {
            Bytes out;
            stream.takeHandshake(out);
            end.session.receive(out, end.events);
            Bytes plaintext;
            connected = stream.receive(end.session.takeOutput(), plaintext).has_value();
            heard += plaintext;
        }
    }
    void say(End& end, ByteView plaintext)
    {
        Bytes out;
        stream.seal(plaintext, out);
        end.session.receive(out, end.events);
    }
    void say(End& end, const Message& message, uint16_t channel = 0)
    {
        SendQueue queue;
        (void)queue.push(channel, message, Lane::Urgent);
        say(end, queue.next(SIZE_MAX));
    }
    // What the other end says, decrypted.
    std::vector<Message> listen(End& end)
    {
        (void)stream.receive(end.session.takeOutput(), heard);
        std::vector<Message> messages;
        while (heard.size() > 4) {
            const auto length = readBigEndian<uint32_t>(heard);
            messages.push_back(*decode(ByteView(heard).substr(6, length - 2)));
            heard.erase(0, 4 + length);
        }
        return messages;
    }

    std::unique_ptr<Random> random;
    crypto::DeviceIdentity identity;
    SecureStream stream;
    Bytes heard;
    bool connected = false;
};

template <class One> One firstOf(const std::vector<Message>& messages)
{
    for (const Message& message : messages)
        if (const auto* one = std::get_if<One>(&message))
            return *one;
    return {};
}

const SessionClosed* closedOf(const End& end)
{
    return end.events.empty() ? nullptr : std::get_if<SessionClosed>(&end.events.back());
}

bool closedFor(const End& end, CloseReason reason)
{
    const auto* closed = closedOf(end);
    return closed && closed->reason == reason && end.session.closed();
}

} // namespace

class TstSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theEndsLearnWhoTheOtherIs()
    {
        Pair pair;
        pair.run();
        const auto atDialer = pair.dialer.all<PeerIdentified>();
        const auto atListener = pair.listener.all<PeerIdentified>();
        QCOMPARE(atDialer.size(), size_t{1});
        QCOMPARE(atListener.size(), size_t{1});
        QVERIFY(atDialer[0].device == pair.listener.identity.id());
        QVERIFY(atDialer[0].hello == pair.listener.hello);
        QVERIFY(atListener[0].device == pair.dialer.identity.id());
        QVERIFY(atListener[0].hello == pair.dialer.hello);
        QVERIFY(!pair.dialer.session.proven());
    }

    // The listener knows the dialer before its own greeting has left.
    void whoClosesAtOnceHasGreetedAllTheSame()
    {
        Pair pair;
        while (pair.listener.count<PeerIdentified>() == 0) {
            pair.move(pair.dialer, pair.listener);
            if (pair.listener.count<PeerIdentified>() == 0)
                pair.move(pair.listener, pair.dialer);
        }
        pair.listener.session.close(CloseReason::Shutdown, "bye");
        pair.run();
        const auto atDialer = pair.dialer.all<PeerIdentified>();
        QCOMPARE(atDialer.size(), size_t{1});
        QVERIFY(atDialer[0].device == pair.listener.identity.id());
        QVERIFY(closedFor(pair.dialer, CloseReason::Shutdown));
    }

    void permissionsAreSeenAsTheyAre_data()
    {
        QTest::addColumn<bool>("dialerWrites");
        QTest::addColumn<bool>("listenerWrites");
        QTest::newRow("two writers") << true << true;
        QTest::newRow("a writer dials a reader") << true << false;
        QTest::newRow("a reader dials a writer") << false << true;
        QTest::newRow("two readers") << false << false;
    }
    void permissionsAreSeenAsTheyAre()
    {
        QFETCH(bool, dialerWrites);
        QFETCH(bool, listenerWrites);
        Pair pair;
        auto dialerKeys = dialerWrites ? keysOf(kSecret) : readOnlyKeysOf(kSecret);
        auto listenerKeys = listenerWrites ? keysOf(kSecret) : readOnlyKeysOf(kSecret);
        pair.dialer.session.addShare(&dialerKeys);
        pair.listener.session.addShare(&listenerKeys);
        pair.run();
        const auto atDialer = pair.dialer.all<ShareOpened>();
        const auto atListener = pair.listener.all<ShareOpened>();
        QCOMPARE(atDialer.size(), size_t{1});
        QCOMPARE(atListener.size(), size_t{1});
        QVERIFY(atDialer[0].share == dialerKeys.id() && atListener[0].share == dialerKeys.id());
        QCOMPARE(atDialer[0].channel, atListener[0].channel);
        QCOMPARE(atDialer[0].peerPermission, listenerWrites ? Permission::ReadWrite : Permission::ReadOnly);
        QCOMPARE(atListener[0].peerPermission, dialerWrites ? Permission::ReadWrite : Permission::ReadOnly);
        QCOMPARE(dialerKeys.publicKey().has_value(), dialerWrites || listenerWrites);
        QVERIFY(pair.dialer.session.proven() && pair.listener.session.proven());
    }

    void onlyCommonSharesOpen()
    {
        Pair pair;
        auto common1 = keysOf(kSecret), common2 = keysOf(kSecret);
        auto mine = keysOf(kOtherSecret);
        auto theirs = crypto::ShareKeys::derive(crypto::Secret::generate(*pair.wire));
        pair.dialer.session.addShare(&mine);
        pair.dialer.session.addShare(&common1);
        pair.listener.session.addShare(&common2);
        pair.listener.session.addShare(&theirs);
        pair.run();
        QCOMPARE(pair.dialer.count<ShareOpened>(), size_t{1});
        QCOMPARE(pair.listener.count<ShareOpened>(), size_t{1});
        QVERIFY(pair.listener.all<ShareOpened>()[0].share == common1.id());
        QCOMPARE(pair.dialer.count<SessionClosed>() + pair.listener.count<SessionClosed>(), size_t{0});
    }

    void aWrongSecretOpensNothing()
    {
        Pair pair;
        auto mine = keysOf(kSecret), theirs = keysOf(kOtherSecret);
        pair.dialer.session.addShare(&mine);
        pair.listener.session.addShare(&theirs);
        pair.run();
        QCOMPARE(pair.dialer.count<ShareOpened>() + pair.listener.count<ShareOpened>(), size_t{0});
        QVERIFY(!pair.listener.session.proven());
        QVERIFY(!pair.dialer.session.send(2, PeerStatus{}));
    }

    void everyShareMessageArrives_data()
    {
        QTest::addColumn<int>("row");
        const auto samples = shareSamples();
        for (size_t i = 0; i < samples.size(); ++i)
            QTest::newRow(samples[i].name) << static_cast<int>(i);
    }
    void everyShareMessageArrives()
    {
        QFETCH(int, row);
        const Message message = shareSamples()[static_cast<size_t>(row)].message;
        auto [pair, keys] = openPair();
        QVERIFY(pair->dialer.session.send(pair->dialer.channel(), message).has_value());
        QVERIFY(pair->listener.session.send(pair->listener.channel(), message).has_value());
        pair->run();
        for (const End* end : {&pair->dialer, &pair->listener}) {
            const auto received = end->all<MessageReceived>();
            QCOMPARE(received.size(), size_t{1});
            QCOMPARE(received[0].channel, end->channel());
            QVERIFY(received[0].message == message);
        }
    }

    void messagesLargerThanFramesArriveInOrder()
    {
        auto [pair, keys] = openPair();
        pair->largestPart = 300'000;
        for (uint32_t id = 0; id < 20; ++id)
            QVERIFY(pair->dialer.session
                        .send(pair->dialer.channel(),
                              ContentReply{id, ContentStatus::Ok, pair->wire->bytes(pair->wire->below(700'000))},
                              Lane::Bulk)
                        .has_value());
        pair->run();
        const auto received = pair->listener.all<MessageReceived>();
        QCOMPARE(received.size(), size_t{20});
        for (uint32_t id = 0; id < 20; ++id)
            QCOMPARE(std::get<ContentReply>(received[id].message).id, id);
        QCOMPARE(pair->dialer.session.queuedBytes(), size_t{0});
    }

    void urgentMessagesOvertakeWhatHasBegun()
    {
        auto [pair, keys] = openPair();
        Session& session = pair->dialer.session;
        const uint16_t channel = pair->dialer.channel();
        for (uint32_t id = 0; id < 3; ++id)
            (void)session.send(channel, ContentReply{id, ContentStatus::Ok, Bytes(200'000, 'x')}, Lane::Bulk);
        Bytes stream = session.takeOutput(1'000); // the first bulk message has begun
        (void)session.send(channel, PeerStatus{1, 1, false, {}});
        (void)session.send(channel, ContentReply{9, ContentStatus::Ok, Bytes(100, 'x')}, Lane::Soon);
        (void)session.send(channel, PeerStatus{2, 2, false, {}});
        const Bytes next = session.takeOutput(1'000);
        pair->listener.session.receive(stream + next, pair->listener.events);
        QCOMPARE(pair->listener.count<MessageReceived>(), size_t{2});
        stream.clear();
        for (Bytes part; !(part = session.takeOutput(50'000)).empty();) {
            QVERIFY(part.size() <= 50'000 + 100);
            stream += part;
        }
        pair->listener.session.receive(stream, pair->listener.events);
        const auto received = pair->listener.all<MessageReceived>();
        QCOMPARE(received.size(), size_t{6});
        QCOMPARE(std::get<PeerStatus>(received[0].message).lackingFiles, uint64_t{1});
        QCOMPARE(std::get<PeerStatus>(received[1].message).lackingFiles, uint64_t{2});
        const std::array<uint32_t, 4> ids{0, 9, 1, 2}; // what comes soon waits for the message in parts
        for (size_t i = 0; i < ids.size(); ++i)
            QCOMPARE(std::get<ContentReply>(received[i + 2].message).id, ids[i]);
        QCOMPARE(std::get<ContentReply>(received[2].message).data, Bytes(200'000, 'x'));
    }

    void aShareThatEndsTakesItsMessagesAlong_data()
    {
        QTest::addColumn<bool>("dialerEnds");
        QTest::newRow("when the sender removes it") << true;
        QTest::newRow("when the receiver removes it") << false;
    }
    void aShareThatEndsTakesItsMessagesAlong()
    {
        QFETCH(bool, dialerEnds);
        auto [pair, keys] = openPair();
        const uint16_t channel = pair->dialer.channel();
        const ShareId share = pair->dialer.all<ShareOpened>().at(0).share;
        for (int i = 0; i < 3; ++i)
            (void)pair->dialer.session.send(channel, ContentReply{1, ContentStatus::Ok, Bytes(200'000, 'x')},
                                            Lane::Bulk);
        const Bytes begun = pair->dialer.session.takeOutput(1'000);
        pair->listener.session.receive(begun, pair->listener.events);
        (dialerEnds ? pair->dialer : pair->listener).session.removeShare(share);
        pair->run();
        QCOMPARE(pair->listener.count<MessageReceived>(), size_t{0});
        QVERIFY(!pair->dialer.session.closed() && !pair->listener.session.closed());
        QCOMPARE(pair->dialer.session.queuedBytes(), size_t{0});
    }

    void aPeerThatBreaksTheRulesOfPartsIsClosed_data()
    {
        QTest::addColumn<QByteArray>("plaintext");
        const auto part = [](uint32_t flags, uint16_t channel, uint8_t type, size_t size) {
            Bytes bytes;
            appendBigEndian(static_cast<uint32_t>(size + 3) | flags, bytes);
            appendBigEndian(channel, bytes);
            bytes += static_cast<char>(type) + Bytes(size, 'x');
            return QByteArray::fromStdString(bytes);
        };
        constexpr uint16_t kOpen = 2;
        QTest::newRow("on the session's channel") << part(kPartFlag, 0, 2, 10);
        QTest::newRow("on a channel that is not open") << part(kPartFlag, 4, 23, 10);
        QTest::newRow("of two messages at once") << part(kPartFlag, kOpen, 23, 10) + part(kPartFlag, kOpen, 16, 10);
        QTest::newRow("with a last part of no parts") << part(kLastPartFlag, kOpen, 23, 10);
        QTest::newRow("of a message without end")
            << part(kPartFlag, kOpen, 23, 8'000'000) + part(kPartFlag, kOpen, 23, 1'000'000);
        QTest::newRow("of a message that is none")
            << part(kPartFlag, kOpen, 23, 10) + part(kPartFlag | kLastPartFlag, kOpen, 23, 11);
    }
    void aPeerThatBreaksTheRulesOfPartsIsClosed()
    {
        QFETCH(QByteArray, plaintext);
        RawPeer peer(SessionRole::Dialer, 9);
        End listener(SessionRole::Listener, 3);
        auto keys = keysOf(kSecret);
        auto own = keysOf(kSecret);
        listener.session.addShare(&own);
        peer.connectTo(listener);
        peer.say(listener, Hello{});
        ShareOffer offer{std::vector<Hash>(8, hashOf("padding"))};
        offer.memberProofs[0] = Hash::from(crypto::memberProof(keys, crypto::HandshakeRole::Initiator,
                                                               peer.stream.handshakeHash(), peer.identity.id()));
        peer.say(listener, offer);
        peer.say(listener, ShareConfirm{std::vector<ShareConfirmEntry>(
                               1, {2, ClaimedPermission::ReadOnly, Bytes(kWriterProof, 'x')})});
        QCOMPARE(listener.count<ShareOpened>(), size_t{1});
        for (ByteView rest(plaintext.constData(), static_cast<size_t>(plaintext.size())); !rest.empty();) {
            peer.say(listener, rest.substr(0, kMaxFramePlain));
            rest.remove_prefix(std::min(rest.size(), kMaxFramePlain));
        }
        QVERIFY(closedFor(listener, CloseReason::ProtocolError));
    }

    void aStrangerCannotMakeUsHoldMuch()
    {
        RawPeer peer(SessionRole::Dialer, 9);
        End listener(SessionRole::Listener, 3);
        peer.connectTo(listener);
        Bytes announced;
        appendBigEndian(static_cast<uint32_t>(kMaxStrangerMessage + 3), announced);
        peer.say(listener, announced);
        QVERIFY(closedFor(listener, CloseReason::ProtocolError));
    }

    void whoOffersWithoutReadingAnswersIsClosed()
    {
        RawPeer peer(SessionRole::Dialer, 9);
        End listener(SessionRole::Listener, 3);
        peer.connectTo(listener);
        peer.say(listener, Hello{});
        for (int i = 0; i < 1'000 && !listener.session.closed(); ++i)
            peer.say(listener, ShareOffer{std::vector<Hash>(8, hashOf("padding"))});
        QVERIFY(closedFor(listener, CloseReason::ProtocolError));
        QVERIFY2(listener.session.queuedBytes() < 300'000, std::to_string(listener.session.queuedBytes()).c_str());
    }

    void smallMessagesShareAFrame()
    {
        auto [pair, keys] = openPair();
        for (int i = 0; i < 100; ++i)
            (void)pair->dialer.session.send(pair->dialer.channel(), PeerStatus{});
        const size_t plain = pair->dialer.session.queuedBytes();
        QCOMPARE(pair->dialer.session.takeOutput().size(), plain + 2 + kFrameTag);
    }

    void whatBreaksALimitIsNotQueued()
    {
        auto [pair, keys] = openPair();
        Session& session = pair->dialer.session;
        const uint16_t channel = pair->dialer.channel();
        QVERIFY(!session.send(channel, ContentRequest{1, kRootDir, "..", {}, 0, 1}));
        QVERIFY(!session.send(channel, Ping{}));
        QVERIFY(!session.send(static_cast<uint16_t>(channel + 2), PeerStatus{}));
        QCOMPARE(session.queuedBytes(), size_t{0});
    }

    void aShareAddedLaterOpens_data()
    {
        QTest::addColumn<bool>("dialerIsLate");
        QTest::addColumn<bool>("listenerIsLate");
        QTest::newRow("at the dialer") << true << false;
        QTest::newRow("at the listener") << false << true;
        QTest::newRow("at both in one moment") << true << true;
    }
    void aShareAddedLaterOpens()
    {
        QFETCH(bool, dialerIsLate);
        QFETCH(bool, listenerIsLate);
        Pair pair;
        auto a1 = keysOf(kSecret), a2 = keysOf(kSecret);
        auto b1 = keysOf(kOtherSecret), b2 = keysOf(kOtherSecret);
        pair.dialer.session.addShare(&a1);
        pair.listener.session.addShare(&a2);
        if (!dialerIsLate)
            pair.dialer.session.addShare(&b1);
        if (!listenerIsLate)
            pair.listener.session.addShare(&b2);
        pair.run();
        QCOMPARE(pair.dialer.count<ShareOpened>(), size_t{1});
        if (dialerIsLate)
            pair.dialer.session.addShare(&b1);
        if (listenerIsLate)
            pair.listener.session.addShare(&b2);
        pair.run();
        QCOMPARE(pair.dialer.count<ShareOpened>(), size_t{2});
        QCOMPARE(pair.listener.count<ShareOpened>(), size_t{2});
        const auto atDialer = pair.dialer.all<ShareOpened>()[1];
        QCOMPARE(atDialer.channel, pair.listener.all<ShareOpened>()[1].channel);
        QVERIFY(atDialer.share == b1.id());
        QVERIFY(pair.listener.session.send(atDialer.channel, PeerStatus{}).has_value());
        pair.run();
        QCOMPARE(pair.dialer.count<MessageReceived>(), size_t{1});
    }

    void aShareRemovedAndAddedAgainOpensAgain()
    {
        auto [pair, keys] = openPair();
        const uint16_t channel = pair->dialer.channel();
        (void)pair->listener.session.send(channel, PeerStatus{}); // on its way while the share goes
        pair->dialer.session.removeShare(keys->first.id());
        QVERIFY(!pair->dialer.session.send(channel, PeerStatus{}));
        pair->run();
        QCOMPARE(pair->dialer.count<MessageReceived>(), size_t{0});
        QCOMPARE(pair->listener.count<ShareClosed>(), size_t{1});
        QVERIFY(!pair->listener.session.send(channel, PeerStatus{}));
        pair->dialer.session.addShare(&keys->first);
        pair->run();
        QCOMPARE(pair->dialer.count<ShareOpened>(), size_t{2});
        QCOMPARE(pair->listener.count<ShareOpened>(), size_t{2});
        QVERIFY(pair->dialer.all<ShareOpened>()[1].channel != channel);
        QVERIFY(!pair->dialer.session.closed() && !pair->listener.session.closed());
    }

    void aShareRemovedDuringItsOpeningStaysClosed_data()
    {
        QTest::addColumn<bool>("byDialer");
        QTest::newRow("by the dialer") << true;
        QTest::newRow("by the listener") << false;
    }
    void aShareRemovedDuringItsOpeningStaysClosed()
    {
        QFETCH(bool, byDialer);
        // Removed after every number of one-way deliveries that an opening takes.
        for (int deliveries = 0; deliveries < 10; ++deliveries) {
            Pair pair;
            auto a = keysOf(kSecret), b = keysOf(kSecret);
            pair.dialer.session.addShare(&a);
            pair.listener.session.addShare(&b);
            for (int i = 0; i < deliveries; ++i)
                i % 2 == 0 ? pair.move(pair.dialer, pair.listener) : pair.move(pair.listener, pair.dialer);
            (byDialer ? pair.dialer : pair.listener).session.removeShare(a.id());
            pair.run();
            QVERIFY(!pair.dialer.session.closed() && !pair.listener.session.closed());
            End& other = byDialer ? pair.listener : pair.dialer;
            QCOMPARE(other.count<ShareOpened>(), other.count<ShareClosed>());
            QVERIFY(!other.session.send(1, PeerStatus{}) && !other.session.send(2, PeerStatus{}));
        }
    }

    void offersAndAnswersArePaddedToEight_data()
    {
        QTest::addColumn<int>("dialerShares");
        QTest::addColumn<int>("common");
        QTest::addColumn<int>("offered");
        QTest::addColumn<int>("answered");
        QTest::newRow("one share, unknown there") << 1 << 0 << 8 << 8;
        QTest::newRow("one share, known there") << 1 << 1 << 8 << 8;
        QTest::newRow("eight shares, all known") << 8 << 8 << 8 << 8;
        QTest::newRow("nine shares, one known") << 9 << 1 << 16 << 8;
        QTest::newRow("nine shares, all known") << 9 << 9 << 16 << 16;
    }
    void offersAndAnswersArePaddedToEight()
    {
        QFETCH(int, dialerShares);
        QFETCH(int, common);
        QFETCH(int, offered);
        QFETCH(int, answered);
        const auto random = makeSeededRandom(5);
        ShareOpening a(SessionRole::Dialer, DeviceId::from(Bytes(32, 'a')), *random);
        ShareOpening b(SessionRole::Listener, DeviceId::from(Bytes(32, 'b')), *random);
        std::vector<crypto::ShareKeys> keys;
        keys.reserve(static_cast<size_t>(dialerShares));
        for (int i = 0; i < dialerShares; ++i) {
            keys.push_back(crypto::ShareKeys::derive(crypto::Secret::generate(*random)));
            a.addShare(&keys.back());
            if (i < common)
                b.addShare(&keys.back());
        }
        a.start(DeviceId::from(Bytes(32, 'b')), hashOf("handshake"));
        b.start(DeviceId::from(Bytes(32, 'a')), hashOf("handshake"));
        const auto offer = a.nextOffer();
        QCOMPARE(offer->memberProofs.size(), static_cast<size_t>(offered));
        const auto answer = b.answer(*offer);
        QCOMPARE(answer->entries.size(), static_cast<size_t>(answered));
        const auto confirmed = a.acceptAnswer(*answer);
        QCOMPARE(confirmed->opened.size(), static_cast<size_t>(common));
        QCOMPARE(confirmed->confirm.entries.size(), static_cast<size_t>(answered));
        QCOMPARE(b.acceptConfirm(confirmed->confirm)->size(), static_cast<size_t>(common));
        QVERIFY(!a.nextOffer());
    }

    // What a listener says to a member and to a stranger differs in content that only a member can tell.
    void anAnswerToAStrangerIsAsLongAsAnyOther()
    {
        size_t sizes[2];
        for (const bool known : {false, true}) {
            RawPeer peer(SessionRole::Dialer, 9);
            End listener(SessionRole::Listener, 3);
            auto keys = keysOf(kSecret);
            listener.session.addShare(&keys);
            peer.connectTo(listener);
            peer.say(listener, Hello{});
            ShareOffer offer{std::vector<Hash>(8, hashOf("nothing"))};
            if (known)
                offer.memberProofs[5] = Hash::from(crypto::memberProof(
                    keys, crypto::HandshakeRole::Initiator, peer.stream.handshakeHash(), peer.identity.id()));
            peer.say(listener, offer);
            sizes[known] = listener.session.takeOutput().size();
        }
        QCOMPARE(sizes[0], sizes[1]);
    }

    void aReflectedOfferIsRefused()
    {
        RawPeer peer(SessionRole::Listener, 9);
        End dialer(SessionRole::Dialer, 2);
        auto keys = keysOf(kSecret);
        dialer.session.addShare(&keys);
        peer.connectTo(dialer);
        peer.say(dialer, Hello{});
        const auto offer = firstOf<ShareOffer>(peer.listen(dialer));
        QCOMPARE(offer.memberProofs.size(), size_t{8});
        peer.say(dialer, offer);
        QVERIFY(closedFor(dialer, CloseReason::ProtocolError));
        QCOMPARE(dialer.count<ShareOpened>(), size_t{0});
    }

    void aReflectedAnswerIsRefused()
    {
        RawPeer peer(SessionRole::Listener, 9);
        End dialer(SessionRole::Dialer, 2);
        auto keys = keysOf(kSecret);
        dialer.session.addShare(&keys);
        peer.connectTo(dialer);
        peer.say(dialer, Hello{});
        const auto offer = firstOf<ShareOffer>(peer.listen(dialer));
        ShareAnswer answer;
        for (uint32_t i = 0; i < 8; ++i)
            answer.entries.push_back({i, static_cast<uint16_t>(2 * i + 2), ClaimedPermission::ReadOnly,
                                      offer.memberProofs[i], Bytes(kWriterProof, 'x')});
        peer.say(dialer, answer);
        QVERIFY(closedFor(dialer, CloseReason::ProtocolError));
        QCOMPARE(dialer.count<ShareOpened>(), size_t{0});
    }

    void aMemberThatFalselyClaimsToWriteIsRefused()
    {
        RawPeer peer(SessionRole::Dialer, 9);
        End listener(SessionRole::Listener, 3);
        auto keys = keysOf(kSecret);
        const auto reader = readOnlyKeysOf(kSecret);
        listener.session.addShare(&keys);
        peer.connectTo(listener);
        peer.say(listener, Hello{});
        ShareOffer offer{std::vector<Hash>(8, hashOf("padding"))};
        offer.memberProofs[0] = Hash::from(crypto::memberProof(reader, crypto::HandshakeRole::Initiator,
                                                               peer.stream.handshakeHash(), peer.identity.id()));
        peer.say(listener, offer);
        const auto answer = firstOf<ShareAnswer>(peer.listen(listener));
        ShareConfirm confirm;
        for (const auto& entry : answer.entries)
            if (crypto::checkMemberProof(reader, crypto::HandshakeRole::Responder, peer.stream.handshakeHash(),
                                         listener.identity.id(), entry.memberProof.view()))
                // The writer's own proof, sent back to it.
                confirm.entries.push_back({entry.channel, ClaimedPermission::ReadWrite, entry.writerProof});
        QCOMPARE(confirm.entries.size(), size_t{1});
        peer.say(listener, confirm);
        QVERIFY(closedFor(listener, CloseReason::ProtocolError));
        QCOMPARE(listener.count<ShareOpened>(), size_t{0});
    }

    void aPeerThatBreaksTheProtocolIsClosed_data()
    {
        QTest::addColumn<QByteArray>("plaintext");
        const auto framed = [](const Message& message, uint16_t channel) {
            SendQueue queue;
            (void)queue.push(channel, message, Lane::Urgent);
            return QByteArray::fromStdString(Bytes(queue.next(SIZE_MAX)));
        };
        const auto after = [framed](const QByteArray& next) { return framed(Hello{}, 0) + next; };
        QTest::newRow("by not greeting first") << framed(Ping{}, 0);
        QTest::newRow("by greeting twice") << after(framed(Hello{}, 0));
        QTest::newRow("by a message on a channel that is not open") << after(framed(PeerStatus{}, 2));
        QTest::newRow("by a share message on channel 0") << after(framed(PeerStatus{}, 0));
        QTest::newRow("by an answer to no offer") << after(framed(ShareAnswer{}, 0));
        QTest::newRow("by confirming nothing")
            << after(framed(ShareConfirm{{{2, ClaimedPermission::ReadOnly, Bytes(kWriterProof, 'x')}}}, 0));
        QTest::newRow("by closing a channel that is not there") << after(framed(ShareClose{2}, 0));
        QTest::newRow("by an offer without padding") << after(framed(ShareOffer{{hashOf("x")}}, 0));
        QTest::newRow("by a message that is no message") << after(QByteArray("\0\0\0\4\0\0\1\xff", 8));
        QTest::newRow("by a message without a type") << after(QByteArray("\0\0\0\2\0\0", 6));
        QTest::newRow("by a message of 4 GiB") << after(QByteArray("\xff\xff\xff\xff\0\0\1", 7));
    }
    void aPeerThatBreaksTheProtocolIsClosed()
    {
        QFETCH(QByteArray, plaintext);
        RawPeer peer(SessionRole::Dialer, 9);
        End listener(SessionRole::Listener, 3);
        peer.connectTo(listener);
        peer.say(listener, plaintext.toStdString());
        QVERIFY(closedFor(listener, CloseReason::ProtocolError));
        QCOMPARE(closedOf(listener)->error.code, ErrorCode::Protocol);
        const auto said = peer.listen(listener);
        QCOMPARE(firstOf<Close>(said).reason, CloseReason::ProtocolError);
        // And nothing more is heard.
        const size_t events = listener.events.size();
        peer.say(listener, Ping{});
        QCOMPARE(listener.events.size(), events);
        QVERIFY(!listener.session.hasOutput());
    }

    void messagesOfTheFutureAreSkipped()
    {
        RawPeer peer(SessionRole::Dialer, 9);
        End listener(SessionRole::Listener, 3);
        peer.connectTo(listener);
        peer.say(listener, Hello{});
        peer.say(listener, ByteView("\0\0\0\5\0\0\x0fxy", 9));
        QVERIFY(!listener.session.closed());
        (void)peer.listen(listener);
        peer.say(listener, Ping{});
        QVERIFY(std::holds_alternative<Pong>(peer.listen(listener).at(0)));
    }

    void aPeerThatOnlyPingsCannotFillTheQueue()
    {
        RawPeer peer(SessionRole::Dialer, 9);
        End listener(SessionRole::Listener, 3);
        peer.connectTo(listener);
        peer.say(listener, Hello{});
        for (int i = 0; i < 1'000; ++i)
            peer.say(listener, Ping{});
        QVERIFY(listener.session.queuedBytes() < 100);
    }

    void tamperedBytesCloseTheSession_data()
    {
        QTest::addColumn<int>("delivery");
        QTest::addColumn<bool>("fromDialer");
        QTest::newRow("in the dialer's preamble") << 0 << true;
        QTest::newRow("in the listener's preamble") << 0 << false;
        QTest::newRow("in the first handshake message") << 1 << true;
        QTest::newRow("in the second handshake message") << 1 << false;
        QTest::newRow("in the third handshake message") << 2 << true;
        QTest::newRow("in the first frame") << 2 << false;
        QTest::newRow("in a later frame") << 3 << true;
    }
    void tamperedBytesCloseTheSession()
    {
        QFETCH(int, delivery);
        QFETCH(bool, fromDialer);
        for (size_t position = 0; position < 200; ++position) {
            Pair pair(position + 1);
            auto a = keysOf(kSecret), b = keysOf(kSecret);
            pair.dialer.session.addShare(&a);
            pair.listener.session.addShare(&b);
            for (int i = 0; i < 12; ++i) {
                const bool dialerTalks = i % 2 == 0;
                End& from = dialerTalks ? pair.dialer : pair.listener;
                End& to = dialerTalks ? pair.listener : pair.dialer;
                Bytes bytes = from.session.takeOutput();
                if (i / 2 == delivery && dialerTalks == fromDialer && !bytes.empty())
                    bytes[position % bytes.size()] ^= static_cast<char>(1 << (position % 8));
                to.session.receive(bytes, to.events);
            }
            // A changed length field may also leave an end waiting for bytes that never come: nothing opens then.
            QCOMPARE(pair.dialer.count<ShareOpened>() * pair.listener.count<ShareOpened>(), size_t{0});
            QCOMPARE(pair.dialer.count<MessageReceived>() + pair.listener.count<MessageReceived>(), size_t{0});
        }
    }

    void aTamperedFrameIsAProtocolError()
    {
        auto [pair, keys] = openPair();
        (void)pair->dialer.session.send(pair->dialer.channel(), PeerStatus{});
        Bytes bytes = pair->dialer.session.takeOutput();
        bytes.back() ^= 1;
        pair->listener.session.receive(bytes, pair->listener.events);
        QVERIFY(closedFor(pair->listener, CloseReason::ProtocolError));
        QCOMPARE(pair->listener.count<MessageReceived>(), size_t{0});
    }

    void garbageInsteadOfAPeerIsAProtocolError()
    {
        for (uint64_t seed = 1; seed <= 200; ++seed) {
            End listener(SessionRole::Listener, 3);
            const auto random = makeSeededRandom(seed);
            Bytes bytes = random->bytes(70'000);
            if (seed % 2 == 0)
                bytes.replace(0, 8, Preamble::own().bytes()); // at least the start is right
            listener.session.receive(bytes, listener.events);
            QVERIFY(closedFor(listener, CloseReason::ProtocolError));
        }
    }

    void aConnectionToOneselfIsNoticed()
    {
        const auto random = makeSeededRandom(1);
        const auto identity = crypto::DeviceIdentity::generate(*random);
        for (const bool sameProcess : {true, false}) {
            Session dialer(SessionRole::Dialer, identity, {"me", "test", 7, 1}, *random);
            Session listener(SessionRole::Listener, identity, {"me", "test", sameProcess ? 7U : 8U, 1}, *random);
            std::vector<SessionEvent> events;
            for (int i = 0; i < 8; ++i) {
                listener.receive(dialer.takeOutput(), events);
                dialer.receive(listener.takeOutput(), events);
            }
            const auto* closed = std::get_if<SessionClosed>(&events.front());
            QCOMPARE(closed && closed->reason == CloseReason::SelfConnection, sameProcess);
            QCOMPARE(dialer.closed() && listener.closed(), sameProcess);
        }
    }

    void closingSaysWhy()
    {
        auto [pair, keys] = openPair();
        (void)pair->dialer.session.send(pair->dialer.channel(), ContentReply{1, ContentStatus::Ok, Bytes(500'000, 'x')},
                                        Lane::Bulk);
        Bytes stream = pair->dialer.session.takeOutput(1'000); // in the middle of a message
        (void)pair->dialer.session.send(pair->dialer.channel(), PeerStatus{});
        pair->dialer.session.close(CloseReason::Shutdown, "good night");
        stream += pair->dialer.session.takeOutput();
        pair->listener.session.receive(stream, pair->listener.events);
        QVERIFY(closedFor(pair->listener, CloseReason::Shutdown));
        QVERIFY(closedOf(pair->listener)->error.context.find("good night") != Bytes::npos);
        QCOMPARE(pair->listener.count<MessageReceived>(), size_t{0}); // not even the one that had begun
        QVERIFY(!pair->listener.session.hasOutput());
    }

    void bothEndsAgreeOnVersionAndSuite_data()
    {
        QTest::addColumn<int>("minA");
        QTest::addColumn<int>("maxA");
        QTest::addColumn<int>("suitesA");
        QTest::addColumn<int>("minB");
        QTest::addColumn<int>("maxB");
        QTest::addColumn<int>("suitesB");
        QTest::addColumn<int>("version"); // 0: none
        QTest::addColumn<int>("suite");
        QTest::newRow("equal") << 1 << 1 << 3 << 1 << 1 << 3 << 1 << 1;
        QTest::newRow("a newer peer that still speaks ours") << 1 << 1 << 3 << 1 << 4 << 3 << 1 << 1;
        QTest::newRow("ranges that overlap") << 1 << 3 << 3 << 2 << 5 << 3 << 3 << 1;
        QTest::newRow("ranges that do not") << 1 << 1 << 3 << 2 << 5 << 3 << 0 << 0;
        QTest::newRow("one without AES") << 1 << 1 << 3 << 1 << 1 << 2 << 1 << 2;
        QTest::newRow("suites of the future are ignored") << 1 << 1 << 3 << 1 << 1 << 0xFE << 1 << 2;
        QTest::newRow("no common suite") << 1 << 1 << 1 << 1 << 1 << 2 << 0 << 0;
    }
    void bothEndsAgreeOnVersionAndSuite()
    {
        const auto byte = [](int value) { return static_cast<uint8_t>(value); };
        QFETCH(int, minA);
        QFETCH(int, maxA);
        QFETCH(int, suitesA);
        QFETCH(int, minB);
        QFETCH(int, maxB);
        QFETCH(int, suitesB);
        QFETCH(int, version);
        QFETCH(int, suite);
        const Preamble a{byte(minA), byte(maxA), byte(suitesA)}, b{byte(minB), byte(maxB), byte(suitesB)};
        QVERIFY(*Preamble::parse(a.bytes()) == a);
        const auto atA = agree(a, b), atB = agree(b, a);
        QCOMPARE(atA.has_value(), version != 0);
        QCOMPARE(atB.has_value(), version != 0);
        if (version == 0)
            return;
        QCOMPARE(int{atA->version}, version);
        QCOMPARE(int{atB->version}, version);
        QCOMPARE(static_cast<int>(atA->suite), suite);
        QCOMPARE(static_cast<int>(atB->suite), suite);
    }

private:
    using Keys = std::pair<crypto::ShareKeys, crypto::ShareKeys>;
    // Two sessions with one share open.
    std::pair<std::unique_ptr<Pair>, std::unique_ptr<Keys>> openPair()
    {
        auto pair = std::make_unique<Pair>();
        auto keys = std::make_unique<Keys>(keysOf(kSecret), keysOf(kSecret));
        pair->dialer.session.addShare(&keys->first);
        pair->listener.session.addShare(&keys->second);
        pair->run();
        return {std::move(pair), std::move(keys)};
    }
};

QTEST_GUILESS_MAIN(TstSession)
#include "tst_session.moc"
