// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/app/engine_secret_tool.h"

#include "core/crypto/secret.h"
#include "desktop/models/share_link.h"

#include <QCoreApplication>

namespace shoal::app {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SecretTool)
};

using crypto::Permission;
using crypto::Secret;

// Why a text is no secret, as far as it can be told without repeating any of it.
QString mistakeIn(const QString& secret)
{
    if (secret.isEmpty())
        return Words::tr("There is no secret in it.");
    const QChar first = secret.front().toUpper();
    if (first != QLatin1Char('A') && first != QLatin1Char('B'))
        return Words::tr("A secret begins with A or B.");
    if (secret.size() != static_cast<qsizetype>(Secret::kTextSize))
        return Words::tr("A secret has %1 characters, this has %2.").arg(Secret::kTextSize).arg(secret.size());
    return Words::tr("A secret has the letters A to Z and the digits 2 to 7 only. Perhaps one was mistyped.");
}

} // namespace

std::optional<ui::SecretTool::Kind> EngineSecretTool::inspect(const QString& text, QString& mistake) const
{
    const auto link = models::parseShareLink(text);
    const QString plain = (link ? link->secret : text).trimmed();
    const auto secret = Secret::parse(plain.toStdString());
    if (!secret) {
        mistake = mistakeIn(plain);
        return std::nullopt;
    }
    return Kind{secret->permission() == Permission::ReadWrite, QString::fromStdString(secret->text()),
                link ? link->name : QString()};
}

ui::SecretTool::Pair EngineSecretTool::make()
{
    const Secret secret = Secret::generate(m_random);
    return {QString::fromStdString(secret.text()), QString::fromStdString(secret.readOnly().text())};
}

std::optional<QString> EngineSecretTool::readOnlyOf(const QString& text) const
{
    const auto secret = Secret::parse(text.toStdString());
    if (!secret || secret->permission() != Permission::ReadWrite)
        return std::nullopt;
    return QString::fromStdString(secret->readOnly().text());
}

} // namespace shoal::app
