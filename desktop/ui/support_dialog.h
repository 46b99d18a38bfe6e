// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/support_bundle.h"

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QPushButton;

namespace shoal::ui {

class NoteLine;

// Says what a support bundle holds, and makes one.
class SupportDialog final : public QDialog
{
    Q_OBJECT

public:
    // `instance` outlives it. `version`, `logs`: as models::SupportBundle takes them.
    SupportDialog(models::Instance& instance, const QString& version, const QStringList& logs,
                  QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void choose();
    void start(const QString& path);
    void end();
    void openFolder();
    void retranslate();

    models::SupportBundle m_bundle;
    QString m_path; // of the one that is written
    QLabel* const m_meaning;
    NoteLine* const m_note;
    QPushButton* m_save;
    QPushButton* m_open;
    QDialogButtonBox* const m_buttons;
};

} // namespace shoal::ui
