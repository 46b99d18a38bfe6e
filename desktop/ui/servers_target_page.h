// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/disk_work.h"
#include "desktop/models/server_files.h"
#include "desktop/ui/secret_tool.h"
#include "desktop/ui/wizard_page.h"

#include <QMap>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace shoal::ui {

class ServersPage;

// Where the files for servers are written. Next writes them.
class ServersTargetPage final : public WizardPage
{
    Q_OBJECT

public:
    // Both outlive it.
    ServersTargetPage(SecretTool& secrets, const ServersPage& servers, int next);

    int nextId() const override { return m_next; }
    // What was written, and of which plan.
    QString target() const;
    const models::ServerPlan& plan() const { return m_plan; }

protected:
    bool isFilledIn() const override;
    void carryOut(const Done& done) override;
    void retranslate() override;

private:
    QString ending() const;
    void fitEnding();
    void browse();

    SecretTool& m_secrets;
    const ServersPage& m_servers;
    const int m_next;
    models::DiskWork m_work;
    models::ServerPlan m_plan;
    QMap<QString, QString> m_made; // secrets by the name of the share, kept when writing fails
    QLabel* const m_kindLabel;
    QComboBox* const m_kind;
    QLabel* const m_pathLabel;
    QLineEdit* const m_path;
    QPushButton* const m_browse;
    QLabel* const m_hint;
};

} // namespace shoal::ui
