// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/state_json.h"

#include "shared/base/state_file.h"

#include <QJsonDocument>

namespace shoal::engine {

StateJson::StateJson(Bytes path, Executor& pool, Executor& loop) : m_path(std::move(path)), m_loop(loop), m_strand(pool)
{}

StateJson::Loaded StateJson::load()
{
    const auto content = readStateFile(m_path, kMaxBytes);
    if (!content && content.error().code == ErrorCode::Corrupt)
        return damaged(content.error().context);
    if (!content) {
        m_unreadable = content.error();
        return {{}, content.error().context};
    }
    if (!*content)
        return {};
    const Bytes& bytes = **content;
    const auto document = QJsonDocument::fromJson(QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())));
    if (!document.isObject())
        return damaged(printable(m_path) + " is no JSON object");
    return {document.object(), std::nullopt};
}

StateJson::Loaded StateJson::damaged(const Bytes& reason)
{
    const auto kept = keepAside(m_path);
    if (kept)
        return {{},
                reason + ": it was damaged or changed by hand, is kept as " + printable(*kept) +
                    ", and what it said does not count any more"};
    m_unreadable = kept.error();
    return {{}, reason + ", and " + kept.error().context};
}

void StateJson::save(const QJsonObject& object, std::function<void(Result<void>)> done)
{
    if (m_unreadable) {
        m_loop.post([done = std::move(done), error = *m_unreadable] { done(fail(error)); });
        return;
    }
    m_strand.post(
        [path = m_path, &loop = m_loop, done = std::move(done), text = QJsonDocument(object).toJson().toStdString()] {
            loop.post([done, written = writeStateFile(path, text)] { done(written); });
        });
}

} // namespace shoal::engine
