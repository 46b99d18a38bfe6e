// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/ui/wizard_page.h"

#include <QJsonObject>

class QLabel;

namespace shoal::models {
class Instance;
}

namespace shoal::ui {

class ConnectionFields;
class FolderField;

// Which folder becomes a new share.
class CreatePage final : public WizardPage
{
    Q_OBJECT

public:
    // `instance` outlives it. `next`: the page that shows the secrets.
    CreatePage(models::Instance& instance, int next);

    int nextId() const override { return m_next; }
    // What add_share takes, but for the secret.
    QJsonObject parameters() const;
    // Of the share: that of its folder.
    QString name() const;

protected:
    bool isFilledIn() const override;
    void retranslate() override;

private:
    void showName();

    const int m_next;
    QLabel* const m_folderLabel;
    FolderField* const m_folder;
    QLabel* const m_name;
    ConnectionFields* const m_connection;
};

} // namespace shoal::ui
