// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/watched_instance.h"

#include "server/cli/answer.h"

#include <algorithm>

namespace shoal::cli {

namespace {

constexpr std::chrono::seconds kAnswerTimeout{30};
// No eye follows more; changes within this time are shown together.
constexpr std::chrono::milliseconds kGather{200};
// While bytes flow, rates and the time left change without an event; and for an instance that tells no events.
constexpr std::chrono::seconds kPoll{1};
constexpr std::chrono::seconds kRetry{2};

bool isAtWork(const QJsonObject& status)
{
    const auto shares = listIn(status, "shares");
    return std::any_of(shares.begin(), shares.end(), [](const QJsonObject& share) {
        const QJsonObject rates = objectIn(share, "rates");
        return numberIn(share, "pending_files") > 0 || numberIn(rates, "up") > 0 || numberIn(rates, "down") > 0;
    });
}

} // namespace

WatchedInstance::WatchedInstance(Bytes socket, Clock& clock, std::function<void()> changed)
    : m_socket(std::move(socket)), m_clock(clock), m_changed(std::move(changed)), m_client(clock)
{
    connect(&m_client, &control::ControlClient::notified, this, [this] {
        m_stale = true;
        if (!m_pulling)
            pullAfter(kGather);
    });
    connect(&m_client, &control::ControlClient::disconnected, this, [this] { lose(); });
}

WatchedInstance::~WatchedInstance()
{
    m_client.disconnect(this);
    m_clock.cancel(m_timer);
}

void WatchedInstance::start()
{
    if (!m_client.connectTo(m_socket))
        return setTimer(kRetry, [this] { connectAgain(); });
    m_client.call(QStringLiteral("subscribe"), {}, kAnswerTimeout,
                  [this](const Result<QJsonObject>& result) { m_tells = result.has_value(); });
    pull();
}

void WatchedInstance::connectAgain()
{
    // One that is connected and had nothing but an error to tell is asked again.
    if (m_client.isConnected())
        pull();
    else
        start();
}

void WatchedInstance::pullAfter(std::chrono::milliseconds delay)
{
    setTimer(delay, [this] { pull(); });
}

void WatchedInstance::pull()
{
    m_pulling = true;
    m_stale = false;
    m_client.call(QStringLiteral("status"), {}, kAnswerTimeout,
                  [this](const Result<QJsonObject>& status) { takeStatus(status); });
}

void WatchedInstance::takeStatus(const Result<QJsonObject>& status)
{
    if (!status)
        return lose();
    m_there = true;
    m_status = *status;
    m_client.call(QStringLiteral("transfers"), {}, kAnswerTimeout,
                  [this](const Result<QJsonObject>& transfers) { takeTransfers(transfers); });
}

// An instance that knows no transfers is shown without.
void WatchedInstance::takeTransfers(const Result<QJsonObject>& transfers)
{
    m_pulling = false;
    if (!m_there)
        return;
    m_transfers = transfers ? *transfers : QJsonObject();
    if (m_stale)
        pullAfter(kGather);
    else if (!m_tells || isAtWork(m_status))
        pullAfter(kPoll);
    m_changed();
}

void WatchedInstance::lose()
{
    const bool wasThere = m_there;
    m_there = m_tells = m_pulling = m_stale = false;
    m_transfers = {};
    setTimer(kRetry, [this] { connectAgain(); });
    if (wasThere)
        m_changed();
}

void WatchedInstance::setTimer(std::chrono::milliseconds delay, std::function<void()> action)
{
    m_clock.cancel(m_timer);
    m_timer = m_clock.after(delay, [this, action = std::move(action)] {
        m_timer = 0;
        action();
    });
}

} // namespace shoal::cli
