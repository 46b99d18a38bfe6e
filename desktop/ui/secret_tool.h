// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

namespace shoal::ui {

// What the windows have to know of secrets; the program implements it with the engine's own rules.
class SecretTool
{
public:
    struct Kind
    {
        bool canWrite = false; // read-write, else read-only
        QString secret;        // in its plain form, without link and white space
        QString name;          // that a link suggests for the folder, or empty
    };
    struct Pair
    {
        QString readWrite, readOnly;
    };

    virtual ~SecretTool() = default;

    // Of what a person pasted: a secret, or a shoal: or btsync: link. Nothing: it is none, and `mistake` says why and
    // what would be right; it never repeats the text.
    virtual std::optional<Kind> inspect(const QString& text, QString& mistake) const = 0;
    virtual Pair make() = 0;
    // Nothing when `secret` is none that can write.
    virtual std::optional<QString> readOnlyOf(const QString& secret) const = 0;
};

} // namespace shoal::ui
