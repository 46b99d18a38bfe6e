// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/lan_discovery.h"

#include <QJsonArray>

#include <algorithm>

namespace shoal::models {

namespace {

const QString kOption = QStringLiteral("search_lan");

} // namespace

LanDiscovery::LanDiscovery(Instance& instance, QObject* parent) : QObject(parent), m_instance(instance) {}

void LanDiscovery::load()
{
    m_instance.call(QStringLiteral("status"), {}, this, [this](const Result<QJsonObject>& status) {
        m_shares.clear();
        if (status)
            for (const QJsonValue share : status->value(QLatin1String("shares")).toArray())
                ask(share[QLatin1String("id")].toString());
        Q_EMIT changed();
    });
}

void LanDiscovery::ask(const QString& share)
{
    m_instance.call(QStringLiteral("share_options"), {{QStringLiteral("share"), share}}, this,
                    [this, share](const Result<QJsonObject>& answer) {
                        if (!answer)
                            return; // gone meanwhile
                        for (const QJsonValue option : answer->value(QLatin1String("options")).toArray())
                            if (option[QLatin1String("name")].toString() == kOption)
                                m_shares[share] = {option[QLatin1String("value")].toBool(),
                                                   option[QLatin1String("fixed")].toBool()};
                        Q_EMIT changed();
                    });
}

LanDiscovery::State LanDiscovery::state() const
{
    if (m_shares.isEmpty())
        return State::Unknown;
    const auto isOn = [](const Share& share) { return share.isOn; };
    if (std::all_of(m_shares.begin(), m_shares.end(), isOn))
        return State::On;
    return std::none_of(m_shares.begin(), m_shares.end(), isOn) ? State::Off : State::Mixed;
}

int LanDiscovery::fixedCount() const
{
    return static_cast<int>(
        std::count_if(m_shares.begin(), m_shares.end(), [](const Share& share) { return share.isFixed; }));
}

bool LanDiscovery::canChange() const
{
    return fixedCount() < m_shares.size();
}

void LanDiscovery::set(bool isOn)
{
    for (auto share = m_shares.begin(); share != m_shares.end(); ++share) {
        if (share->isFixed || share->isOn == isOn)
            continue;
        const QJsonObject values{{kOption, isOn}};
        m_instance.call(QStringLiteral("set_share_options"),
                        {{QStringLiteral("share"), share.key()}, {QStringLiteral("values"), values}}, this,
                        [this, id = share.key(), isOn](const Result<QJsonObject>& answer) {
                            if (answer)
                                m_shares[id].isOn = isOn;
                            else
                                Q_EMIT failed(QString::fromStdString(answer.error().context));
                            Q_EMIT changed();
                        });
    }
}

} // namespace shoal::models
