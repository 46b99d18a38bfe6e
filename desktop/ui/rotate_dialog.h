// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/ui/secret_tool.h"

#include <QDialog>
#include <QJsonObject>

class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace shoal::models {
class Instance;
}

namespace shoal::ui {

class NoteLine;

// Gives a share another secret, after saying what that means.
class RotateDialog final : public QDialog
{
    Q_OBJECT

public:
    // Both outlive it. `share`: id or folder.
    RotateDialog(models::Instance& instance, SecretTool& secrets, const QString& share, QWidget* parent = nullptr);

Q_SIGNALS:
    // What `rotate` answered.
    void rotated(const QJsonObject& answer);

protected:
    void changeEvent(QEvent* event) override;

private:
    void review();
    void rotate();
    void retranslate();

    models::Instance& m_instance;
    SecretTool& m_secrets;
    const QString m_share;
    bool m_isBusy = false;
    QLabel* const m_meaning;
    QRadioButton* const m_new;
    QRadioButton* const m_given;
    QLineEdit* const m_secret;
    NoteLine* const m_verdict;
    NoteLine* const m_mistake;
    QPushButton* m_rotate = nullptr;
};

} // namespace shoal::ui
