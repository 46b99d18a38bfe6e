// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/ui/secret_tool.h"
#include "desktop/ui/wizard_page.h"

class QLabel;
class QLineEdit;

namespace shoal::models {
class Instance;
}

namespace shoal::ui {

class ConnectionFields;
class FolderField;
class NoteLine;

// A secret or link, and the folder for what comes. It says while somebody types what it is. Finish joins the share.
class JoinPage final : public WizardPage
{
    Q_OBJECT

public:
    // Both outlive it.
    JoinPage(models::Instance& instance, SecretTool& secrets);

    int nextId() const override { return -1; }
    void setLink(const QString& link);

Q_SIGNALS:
    void added(const QString& share);

protected:
    bool isFilledIn() const override;
    void carryOut(const Done& done) override;
    void retranslate() override;

private:
    void inspect();
    void suggestFolder();

    models::Instance& m_instance;
    SecretTool& m_secrets;
    std::optional<SecretTool::Kind> m_kind;
    QString m_suggested; // folder, as long as nobody chose another
    QLabel* const m_secretLabel;
    QLineEdit* const m_secret;
    NoteLine* const m_verdict;
    QLabel* const m_folderLabel;
    FolderField* const m_folder;
    ConnectionFields* const m_connection;
};

} // namespace shoal::ui
