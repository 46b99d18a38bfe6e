// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/saved_settings.h"

#include <QJsonArray>

namespace shoal::engine {

namespace {

constexpr int kFormat = 1;

} // namespace

SavedSettings::SavedSettings(const Bytes& storagePath, Executor& pool, Executor& loop)
    : m_file(storagePath + "/settings.json", pool, loop)
{}

std::optional<Bytes> SavedSettings::load()
{
    auto loaded = m_file.load();
    if (!loaded.object.isEmpty() && loaded.object.value(QLatin1String("format")).toInt() != kFormat)
        loaded = m_file.damaged("settings.json has a format that this version does not know");
    m_options = loaded.object.value(QLatin1String("options")).toObject();
    for (const QJsonValue value : loaded.object.value(QLatin1String("paused")).toArray()) {
        Bytes id;
        bool fits = fromHex(value.toString().toStdString(), id);
        const ShareId share = ShareId::from(id, &fits);
        if (fits)
            m_paused.insert(share);
    }
    return loaded.notice;
}

void SavedSettings::setPaused(std::set<ShareId> paused, Done done)
{
    m_paused = std::move(paused);
    save(std::move(done));
}

void SavedSettings::setOptions(QJsonObject options, Done done)
{
    m_options = std::move(options);
    save(std::move(done));
}

void SavedSettings::save(Done done)
{
    QJsonArray paused;
    for (const ShareId& share : m_paused)
        paused.append(QString::fromStdString(share.hex()));
    m_file.save({{QStringLiteral("format"), kFormat},
                 {QStringLiteral("paused"), paused},
                 {QStringLiteral("options"), m_options}},
                std::move(done));
}

} // namespace shoal::engine
