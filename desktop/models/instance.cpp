// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/instance.h"

#include <QJsonArray>
#include <QPointer>

namespace shoal::models {

namespace {

// A share with a slow disk may take its time; a person who waits longer wants to be told.
constexpr std::chrono::seconds kAnswerTimeout{60};
constexpr std::chrono::seconds kRetry{2};

QStringList textsOf(const QJsonArray& array)
{
    QStringList texts;
    for (const QJsonValue& value : array)
        texts.append(value.toString());
    return texts;
}

} // namespace

struct Instance::Private
{
    Instance& self;
    Clock& clock;
    control::ControlClient client;
    Bytes socket;
    bool isAttached = false;
    bool saidLost = false; // since the last attempt that went well: nobody hears the same thing every two seconds
    Clock::TimerId retry = 0;
    int attempt = 0; // an answer to an earlier one says nothing any more

    Private(Instance& instance, Clock& c) : self(instance), clock(c), client(c) {}

    void connectNow()
    {
        ++attempt;
        if (auto connected = client.connectTo(socket); !connected)
            return lose(connected.error());
        const auto answered = [this, asked = attempt](const Result<QJsonObject>& answer) {
            if (asked != attempt)
                return;
            if (!answer)
                return lose(answer.error());
            isAttached = true;
            saidLost = false;
            Q_EMIT self.attached();
        };
        client.call(QStringLiteral("subscribe"), {}, kAnswerTimeout, answered);
    }

    void lose(const Error& reason)
    {
        isAttached = false;
        connectLater();
        if (!std::exchange(saidLost, true))
            Q_EMIT self.lost(QString::fromStdString(reason.context));
    }

    void connectLater()
    {
        clock.cancel(retry);
        retry = clock.after(kRetry, [this] {
            retry = 0;
            connectNow();
        });
    }

    void forget()
    {
        clock.cancel(std::exchange(retry, 0));
        isAttached = false;
        saidLost = false;
    }
};

Instance::Instance(Clock& clock, QObject* parent) : QObject(parent), m_private(new Private(*this, clock))
{
    connect(&m_private->client, &control::ControlClient::notified, this,
            [this](const QString& method, const QJsonObject& params) {
                if (method == QLatin1String("changed"))
                    Q_EMIT changed(params[QLatin1String("share")].toString(),
                                   textsOf(params[QLatin1String("topics")].toArray()));
            });
    connect(&m_private->client, &control::ControlClient::disconnected, this, [this] {
        if (m_private->isAttached)
            m_private->lose({ErrorCode::Closed, "the instance has ended or closed the connection"});
    });
}

Instance::~Instance()
{
    m_private->client.disconnect(this);
    m_private->clock.cancel(m_private->retry);
}

void Instance::attach(const Bytes& socketPath)
{
    m_private->forget();
    m_private->socket = socketPath;
    m_private->connectNow();
}

bool Instance::isAttached() const
{
    return m_private->isAttached;
}

void Instance::call(const QString& method, const QJsonObject& params, QObject* context,
                    control::ControlClient::Callback callback)
{
    m_private->client.call(
        method, params, kAnswerTimeout,
        [guard = QPointer<QObject>(context), callback = std::move(callback)](const Result<QJsonObject>& answer) {
            if (guard)
                callback(answer);
        });
}

} // namespace shoal::models
