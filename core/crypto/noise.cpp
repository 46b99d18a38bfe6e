// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/noise.h"

#include "core/crypto/symmetric_state.h"

#include <QtGlobal>

#include <optional>
#include <span>

namespace shoal::crypto {

namespace {

// Parts of a message. Diffie-Hellman tokens name the initiator's key first, then the responder's.
enum class Token { E, S, Ee, Es, Se };

constexpr Token kFirst[] = {Token::E};
constexpr Token kSecond[] = {Token::E, Token::Ee, Token::S, Token::Es};
constexpr Token kThird[] = {Token::S, Token::Se};
constexpr std::span<const Token> kMessages[] = {kFirst, kSecond, kThird};
constexpr size_t kMessageCount = 3;
// The largest message without its payload is the second: e, s with its tag, and the payload's tag.
constexpr size_t kMaxOverhead = 32 + 32 + kTagSize + kTagSize;

} // namespace

struct NoiseHandshake::State
{
    State(HandshakeRole ownRole, Suite usedSuite, const DeviceIdentity& identity, ByteView prologue,
          const X25519KeyPair& ephemeralKeys)
        : role(ownRole), suite(usedSuite), own(identity.keys()), ephemeral(ephemeralKeys),
          symmetric(usedSuite, prologue)
    {}

    bool initiator() const { return role == HandshakeRole::Initiator; }
    bool finished() const { return step == kMessageCount; }
    bool ownTurn() const { return (step % 2 == 0) == initiator(); }

    bool agree(Token token);
    bool writeToken(Token token, Bytes& message);
    bool readToken(Token token, ByteView& message);
    Result<void> checkTurn(bool toWrite) const;
    tl::unexpected<Error> breakDown(std::string why);

    HandshakeRole role;
    Suite suite;
    X25519KeyPair own;
    X25519KeyPair ephemeral;
    X25519Public remoteStatic;
    X25519Public remoteEphemeral;
    SymmetricState symmetric;
    size_t step = 0;
    bool broken = false;
    bool taken = false;
};

// False when the peer's key is a point of low order.
bool NoiseHandshake::State::agree(Token token)
{
    const bool initiatorStatic = token == Token::Se;
    const bool responderStatic = token == Token::Es;
    const bool ownStatic = initiator() ? initiatorStatic : responderStatic;
    const bool theirStatic = initiator() ? responderStatic : initiatorStatic;
    const auto shared = (ownStatic ? own : ephemeral).agree(theirStatic ? remoteStatic : remoteEphemeral);
    if (!shared)
        return false;
    symmetric.mixKey(*shared);
    return true;
}

bool NoiseHandshake::State::writeToken(Token token, Bytes& message)
{
    switch (token) {
    case Token::E:
        message += ephemeral.publicKey().view();
        symmetric.mixHash(ephemeral.publicKey().view());
        return true;
    case Token::S:
        symmetric.encryptAndHash(own.publicKey().view(), message);
        return true;
    default:
        return agree(token);
    }
}

// Takes its part off the front of `message`.
bool NoiseHandshake::State::readToken(Token token, ByteView& message)
{
    if (token != Token::E && token != Token::S)
        return agree(token);
    const size_t size = X25519Public::kSize + (token == Token::S ? symmetric.overhead() : 0);
    if (message.size() < size)
        return false;
    const ByteView part = message.substr(0, size);
    message.remove_prefix(size);
    if (token == Token::E) {
        remoteEphemeral = X25519Public::from(part);
        symmetric.mixHash(part);
        return true;
    }
    const auto key = symmetric.decryptAndHash(part);
    if (!key)
        return false;
    remoteStatic = X25519Public::from(*key);
    return true;
}

Result<void> NoiseHandshake::State::checkTurn(bool toWrite) const
{
    if (broken)
        return fail(ErrorCode::Closed, "the handshake has failed before and cannot go on");
    if (finished())
        return fail(ErrorCode::InvalidArgument, "the handshake is finished: its ciphers carry the next messages");
    if (ownTurn() != toWrite)
        return fail(ErrorCode::InvalidArgument, toWrite ? "the next message of the handshake is the peer's"
                                                        : "the next message of the handshake is ours");
    return {};
}

tl::unexpected<Error> NoiseHandshake::State::breakDown(std::string why)
{
    broken = true;
    return fail(ErrorCode::Protocol, std::move(why));
}

NoiseHandshake::NoiseHandshake(HandshakeRole role, Suite suite, const DeviceIdentity& own, ByteView prologue,
                               Random& random)
    : NoiseHandshake(role, suite, own, prologue, X25519KeyPair::generate(random))
{}

NoiseHandshake::NoiseHandshake(HandshakeRole role, Suite suite, const DeviceIdentity& own, ByteView prologue,
                               const X25519KeyPair& ephemeral)
    : m_state(std::make_unique<State>(role, suite, own, prologue, ephemeral))
{}

NoiseHandshake::~NoiseHandshake() = default;
NoiseHandshake::NoiseHandshake(NoiseHandshake&&) noexcept = default;
NoiseHandshake& NoiseHandshake::operator=(NoiseHandshake&&) noexcept = default;

Result<Bytes> NoiseHandshake::write(ByteView payload)
{
    if (auto turn = m_state->checkTurn(true); !turn)
        return fail(std::move(turn.error()));
    if (payload.size() > kMaxNoiseMessage - kMaxOverhead)
        return fail(ErrorCode::InvalidArgument,
                    "a handshake payload may have " + std::to_string(kMaxNoiseMessage - kMaxOverhead) + " bytes");
    Bytes message;
    for (const Token token : kMessages[m_state->step]) {
        if (!m_state->writeToken(token, message))
            return m_state->breakDown("the peer sent a key of low order, which gives no secret");
    }
    m_state->symmetric.encryptAndHash(payload, message);
    ++m_state->step;
    return message;
}

Result<Bytes> NoiseHandshake::read(ByteView message)
{
    if (auto turn = m_state->checkTurn(false); !turn)
        return fail(std::move(turn.error()));
    const std::string which = "message " + std::to_string(m_state->step + 1) + " of the peer's handshake ";
    if (message.size() > kMaxNoiseMessage)
        return m_state->breakDown(which + "has more than 65535 bytes");
    for (const Token token : kMessages[m_state->step]) {
        if (!m_state->readToken(token, message))
            return m_state->breakDown(
                which + "is too short, was altered, is for another prologue, or holds a key of low order");
    }
    auto payload = m_state->symmetric.decryptAndHash(message);
    if (!payload)
        return m_state->breakDown(which + "has a payload that does not decrypt");
    ++m_state->step;
    return std::move(*payload);
}

bool NoiseHandshake::finished() const
{
    return m_state->finished() && !m_state->broken;
}

DeviceId NoiseHandshake::remoteDevice() const
{
    return finished() ? DeviceId::from(m_state->remoteStatic.view()) : DeviceId{};
}

Hash NoiseHandshake::handshakeHash() const
{
    return m_state->symmetric.hash();
}

NoiseHandshake::Ciphers NoiseHandshake::takeCiphers()
{
    // Keys of an unfinished handshake protect nothing, and keys taken twice would repeat nonces.
    if (!finished() || m_state->taken)
        qFatal("NoiseHandshake::takeCiphers called before the end of the handshake, or twice");
    m_state->taken = true;
    const auto [ofInitiator, ofResponder] = m_state->symmetric.split();
    const bool initiator = m_state->initiator();
    return {CipherState(m_state->suite, initiator ? ofInitiator : ofResponder),
            CipherState(m_state->suite, initiator ? ofResponder : ofInitiator)};
}

} // namespace shoal::crypto
